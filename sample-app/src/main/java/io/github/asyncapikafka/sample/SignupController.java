package io.github.asyncapikafka.sample;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP in, HTTP out.
 */
@RestController
@RequestMapping("/signups")
class SignupController {

	private final SignupEvents events;

	private final SignupLog log;

	SignupController(SignupEvents events, SignupLog log) {
		this.events = events;
		this.log = log;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	UserSignedUp signUp(@RequestBody Signup signup) {
		UserSignedUp event = new UserSignedUp(UUID.randomUUID().toString(), signup.email(), Instant.now());
		this.events.userSignedUp(event.userId(), event);
		return event;
	}

	@GetMapping
	List<UserSignedUp> signups() {
		return this.log.all();
	}

	/**
	 * What a person sends.
	 *
	 * @param email the address
	 */
	record Signup(String email) {

	}

}

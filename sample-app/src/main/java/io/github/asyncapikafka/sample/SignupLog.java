package io.github.asyncapikafka.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.asyncapikafka.kafka.ChannelListener;

import org.springframework.stereotype.Component;

/**
 * Keeps what was consumed.
 */
@Component
class SignupLog {

	private final List<UserSignedUp> signups = new CopyOnWriteArrayList<>();

	@ChannelListener("userSignedUp")
	void on(UserSignedUp event) {
		this.signups.add(event);
	}

	List<UserSignedUp> all() {
		return List.copyOf(this.signups);
	}

}

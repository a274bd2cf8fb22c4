package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Documents of tests, and applications that have them.
 */
final class Contract {

	/** A channel that the application sends to and receives from. */
	static final String SIGNUPS = """
			asyncapi: 3.1.0
			info: { title: Signups, version: 1.0.0 }
			defaultContentType: application/json
			servers:
			  test: { host: 'kafka.example.com:9092', protocol: kafka }
			channels:
			  userSignedUp:
			    address: user_signedup
			    messages:
			      userSignedUp:
			        payload:
			          type: [object, 'null']
			          properties:
			            userId: { type: [string, 'null'] }
			            email: { type: [string, 'null'] }
			        bindings: { kafka: { key: { type: [string, 'null'] } } }
			    bindings: { kafka: { partitions: 10 } }
			operations:
			  onUserSignedUp:
			    action: receive
			    channel: { $ref: '#/channels/userSignedUp' }
			    bindings:
			      kafka:
			        groupId: { type: string, enum: [signup-mailer] }
			        clientId: { type: string, enum: [signup-reader] }
			  publishSignup:
			    action: send
			    channel: { $ref: '#/channels/userSignedUp' }
			    bindings: { kafka: { clientId: { const: signup-writer } } }
			""";

	private Contract() {
	}

	/**
	 * Write a document, and return the property that names it.
	 */
	static String location(String document) {
		try {
			Path file = Files.createTempFile("asyncapi", ".yaml");
			file.toFile().deleteOnExit();
			Files.writeString(file, document);
			return "asyncapi-kafka.location=" + file.toUri();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ApplicationContextRunner application() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations
			.of(AsyncApiKafkaAutoConfiguration.class, KafkaAutoConfiguration.class, JacksonAutoConfiguration.class));
	}

	/**
	 * An application whose containers do not start, so that it needs no broker.
	 */
	static ApplicationContextRunner application(String document) {
		return application().withPropertyValues(location(document), "spring.kafka.listener.auto-startup=false",
				"asyncapi-kafka.preflight=off", "asyncapi-kafka.topics.mode=none",
				"asyncapi-kafka.dead-letter.mode=skip");
	}

	/**
	 * An application on the test's broker. Its topics have the prefix, which keeps tests
	 * apart.
	 */
	static ApplicationContextRunner running(String document, String prefix) {
		return application().withPropertyValues(location(document), "asyncapi-kafka.topic-prefix=" + prefix,
				"spring.kafka.bootstrap-servers=" + TestBroker.get().address(),
				"spring.kafka.consumer.auto-offset-reset=earliest",
				"spring.kafka.consumer.properties.metadata.max.age.ms=500");
	}

	static String prefix() {
		return UUID.randomUUID().toString().substring(0, 8) + "-";
	}

}

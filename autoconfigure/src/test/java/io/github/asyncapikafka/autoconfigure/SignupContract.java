package io.github.asyncapikafka.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A contract that says what a signup is, and code for both of its sides.
 */
final class SignupContract {

	static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Signups, version: 1.0.0 }
			defaultContentType: application/json
			servers:
			  test: { host: 'kafka.example.com:9092', protocol: kafka }
			channels:
			  signups:
			    address: signups
			    messages:
			      signup:
			        payload:
			          type: object
			          required: [id]
			          properties:
			            id: { type: integer, maximum: 10 }
			            email: { type: string, format: email }
			            mac: { type: string, pattern: '^([0-9A-F]{2}:?)*$' }
			        bindings: { kafka: { key: { type: string, pattern: '^[a-z0-9]+$' } } }
			    bindings: { kafka: { partitions: 3 } }
			operations:
			  onSignup:
			    action: receive
			    channel: { $ref: '#/channels/signups' }
			    bindings: { kafka: { groupId: { const: readers } } }
			  publishSignup:
			    action: send
			    channel: { $ref: '#/channels/signups' }
			""";

	private SignupContract() {
	}

	record Signup(Integer id, String email) {

	}

	@ChannelProducer
	interface Signups {

		@Send("signups")
		void send(@Key String key, Signup signup);

		@Send("signups")
		CompletableFuture<RecordMetadata> sendLater(@Key String key, Signup signup);

	}

	@ImportChannelProducers(Signups.class)
	static class Producers {

	}

	/**
	 * Remembers what it got; fails for the id 9.
	 */
	static class Reader {

		private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("signups")
		void on(ConsumerRecord<String, Signup> record) {
			this.received.add(record.value().id());
			if (record.value().id() == 9) {
				throw new IllegalStateException("secret of 9");
			}
		}

		List<Integer> received() {
			return List.copyOf(this.received);
		}

	}

	/**
	 * Remembers what it got in batches.
	 */
	static class BatchReader {

		private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener(value = "signups", batch = "true")
		void on(List<Signup> signups) {
			signups.forEach((signup) -> this.received.add(signup.id()));
		}

		List<Integer> received() {
			return List.copyOf(this.received);
		}

	}

}

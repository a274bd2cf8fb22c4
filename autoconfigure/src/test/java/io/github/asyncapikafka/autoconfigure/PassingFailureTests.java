package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.MalformedInputException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Deserializers of the application that fail for a reason that passes, as a registry that
 * does not answer.
 */
@ExtendWith(OutputCaptureExtension.class)
class PassingFailureTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "signups";

	private final AskingDeserializer deserializer = new AskingDeserializer();

	private final ApplicationContextRunner contextRunner = Contract.running("""
			asyncapi: 3.1.0
			info: { title: Signups, version: 1.0.0 }
			channels:
			  signups:
			    address: signups
			    messages: { signup: { contentType: application/x-signup, payload: { type: string } } }
			    bindings: { kafka: { partitions: 3 } }
			operations:
			  onSignup:
			    action: receive
			    channel: { $ref: '#/channels/signups' }
			    bindings: { kafka: { groupId: { const: readers } } }
			""", this.prefix)
		.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
		.withBean("asking", Serde.class,
				() -> Serdes.serdeFrom(Serdes.String().serializer(), PassingFailureTests.this.deserializer))
		.withPropertyValues("asyncapi-kafka.messages.signup.serde=asking",
				"asyncapi-kafka.group-id-prefix=" + this.prefix);

	@ParameterizedTest
	@ValueSource(strings = { "single", "batch" })
	void letsThePartitionWaitWhileOthersGoOn(String type, CapturedOutput output) {
		this.deserializer.failure = new SerializationException(new ConnectException("secret"));
		Class<? extends Reader> readerType = type.equals("batch") ? BatchReader.class : RecordReader.class;
		this.contextRunner.withBean(readerType)
			.withPropertyValues("spring.kafka.listener.type=" + type)
			.run((context) -> {
				Reader reader = context.getBean(Reader.class);
				send(0, "a");
				send(0, "ask b");
				send(0, "c");
				send(1, "d");
				await().until(() -> reader.received.containsAll(List.of("a", "d")));
				await().until(() -> this.deserializer.asked.get() >= 3);
				assertThat(health(context).getDetails()).containsOnlyKeys("waiting");
				assertThat(health(context).getDetails().get("waiting")).asString()
					.contains("operation=onSignup, record=" + this.topic + "-0@1, cause=ConnectException, attempts=")
					.doesNotContain("deadLetterTopic");
				assertThat(output)
					.contains("Cannot read " + this.topic
							+ "-0@1 of the operation 'onSignup' now; the partition waits 2 s: ConnectException")
					.doesNotContain("secret");
				this.deserializer.failure = null;
				await().until(() -> reader.received.contains("c"));
				assertThat(reader.received).containsSubsequence("a", "ask b", "c").hasSize(4);
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void triesAgainWhateverSaysThatItPasses() {
		for (RuntimeException failure : List.of(new UncheckedIOException(new IOException("503")),
				new SerializationException(new TimeoutException("registry")),
				new IllegalStateException(new java.util.concurrent.TimeoutException("registry")),
				new SerializationException(new WakeupException()))) {
			this.deserializer.failure = failure;
			int before = this.deserializer.asked.get();
			this.contextRunner.withBean(RecordReader.class).run((context) -> {
				send(0, "ask " + failure);
				await().until(() -> this.deserializer.asked.get() >= before + 2);
				this.deserializer.failure = null;
				await().until(() -> context.getBean(Reader.class).received.contains("ask " + failure));
			});
		}
		assertThat(TestBroker.get().receive(this.topic + "-dlt", 0)).isEmpty();
	}

	@Test
	void whatIsWrongWithTheBytesDoesNotPass() {
		this.deserializer.failure = new UncheckedIOException(new MalformedInputException(1));
		this.contextRunner.withBean(RecordReader.class).run((context) -> {
			send(0, "ask a");
			send(0, "b");
			await().until(() -> context.getBean(Reader.class).received.contains("b"));
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).extracting(ConsumerRecord::value)
				.containsExactly("ask a".getBytes());
		});
	}

	private void send(int partition, String value) {
		TestBroker.get().send(new ProducerRecord<>(this.topic, partition, null, value.getBytes()));
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	private static Health health(ApplicationContext context) {
		return context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class).health(true);
	}

	/**
	 * Has to ask somebody for some records.
	 */
	static class AskingDeserializer implements Deserializer<String> {

		private final AtomicInteger asked = new AtomicInteger();

		private volatile @Nullable RuntimeException failure;

		@Override
		public String deserialize(String topic, byte[] data) {
			String text = new String(data);
			RuntimeException failure = this.failure;
			if (text.startsWith("ask")) {
				this.asked.incrementAndGet();
				if (failure != null) {
					throw failure;
				}
			}
			return text;
		}

	}

	static class Reader {

		final List<String> received = new CopyOnWriteArrayList<>();

	}

	static class RecordReader extends Reader {

		@ChannelListener("signups")
		void on(String signup) {
			this.received.add(signup);
		}

	}

	static class BatchReader extends Reader {

		@ChannelListener("signups")
		void on(List<String> signups) {
			this.received.addAll(signups);
		}

	}

}

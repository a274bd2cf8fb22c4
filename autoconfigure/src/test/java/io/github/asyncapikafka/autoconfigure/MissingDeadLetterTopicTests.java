package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a dead letter without a topic does to other partitions of its consumer, and to the
 * log.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingDeadLetterTopicTests {

	private static final String DEAD_LETTERS = "signups-dlt";

	@Test
	void neitherDelaysOtherPartitionsNorFillsTheLog(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort());
				Admin admin = broker.admin();
				KafkaProducer<byte[], byte[]> producer = producer(broker);
				NetworkClientLog log = new NetworkClientLog()) {
			Contract.application()
				.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
				.withPropertyValues(Contract.location(SignupContract.DOCUMENT),
						"spring.kafka.bootstrap-servers=" + broker.address(),
						"spring.kafka.consumer.auto-offset-reset=earliest")
				.withBean(Reader.class)
				.run((context) -> {
					Reader reader = context.getBean(Reader.class);
					send(producer, 0, "{\"id\":11}");
					send(producer, 0, "{\"id\":1}");
					await().until(() -> reader.received().size() == 1);
					// Now the producer knows the topic.
					admin.deleteTopics(List.of(DEAD_LETTERS)).all().get();
					send(producer, 0, "{\"id\":11}");
					Duration longest = Duration.ZERO;
					for (int sent = 2; lines(output, "Cannot write the dead letter of signups-0@2") < 3; sent++) {
						Duration latency = latency(producer, reader, sent);
						longest = (latency.compareTo(longest) > 0) ? latency : longest;
					}
					assertThat(longest).isLessThan(Duration.ofSeconds(2));
					assertThat(lines(output, "signups-dlt=UNKNOWN_TOPIC_OR_PARTITION")).isLessThan(15);
					assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
					assertThat(health(context).getDetails().get("waiting")).asString()
						.contains("cause=UnknownTopicOrPartitionException: The topic 'signups-dlt' does not exist");
					admin.createTopics(List.of(new NewTopic(DEAD_LETTERS, 3, (short) 1))).all().get();
					send(producer, 0, "{\"id\":3}");
					await().until(() -> reader.received().contains(3));
					await().until(() -> health(context).getStatus().equals(Status.UP));
				});
		}
	}

	private static Duration latency(KafkaProducer<byte[], byte[]> producer, Reader reader, int count) throws Exception {
		long start = System.nanoTime();
		send(producer, 1, "{\"id\":1}");
		await().until(() -> reader.received().size() == count);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static KafkaProducer<byte[], byte[]> producer(StandaloneBroker broker) {
		return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.internalAddress()),
				new ByteArraySerializer(), new ByteArraySerializer());
	}

	private static void send(KafkaProducer<byte[], byte[]> producer, int partition, String value) throws Exception {
		producer
			.send(new ProducerRecord<>("signups", partition, "k".getBytes(StandardCharsets.UTF_8),
					value.getBytes(StandardCharsets.UTF_8)))
			.get();
	}

	private static long lines(CapturedOutput output, String text) {
		return output.getAll().lines().filter((line) -> line.contains(text)).count();
	}

	private static Health health(ApplicationContext context) {
		return context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class).health(true);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
	}

}

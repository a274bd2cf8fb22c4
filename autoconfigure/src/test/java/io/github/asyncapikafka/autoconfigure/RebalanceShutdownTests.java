package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of an application whose group waits for another member.
 */
class RebalanceShutdownTests {

	private final String prefix = Contract.prefix();

	private final String group = this.prefix + "readers";

	@Test
	void doesNotWaitUntilTheGroupHasRebalanced() throws Exception {
		TestBroker.get().create(this.prefix + "signups", 3);
		AtomicReference<Instant> closing = new AtomicReference<>();
		try (Admin admin = TestBroker.get().admin(); KafkaConsumer<byte[], byte[]> other = other()) {
			Contract.running(SignupContract.DOCUMENT, this.prefix)
				.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
				.withPropertyValues("asyncapi-kafka.group-id-prefix=" + this.prefix)
				.withBean(Reader.class)
				.run((context) -> {
					await().ignoreExceptions().until(() -> state(admin) == GroupState.PREPARING_REBALANCE);
					closing.set(Instant.now());
				});
			assertThat(Duration.between(closing.get(), Instant.now())).isLessThan(Duration.ofSeconds(15));
			other.close(CloseOptions.timeout(Duration.ZERO));
		}
	}

	/**
	 * Return a member of the group that never polls again.
	 */
	private KafkaConsumer<byte[], byte[]> other() {
		KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.get().address(),
						ConsumerConfig.GROUP_ID_CONFIG, this.group),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		consumer.subscribe(List.of(this.prefix + "signups"));
		await().until(() -> {
			consumer.poll(Duration.ofMillis(100));
			return !consumer.assignment().isEmpty();
		});
		return consumer;
	}

	private GroupState state(Admin admin) throws Exception {
		return admin.describeConsumerGroups(List.of(this.group)).all().get().get(this.group).groupState();
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(30));
	}

}

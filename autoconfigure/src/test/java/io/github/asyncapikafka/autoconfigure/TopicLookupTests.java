package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.asyncapikafka.kafka.topic.TopicConnections;
import io.github.asyncapikafka.kafka.topic.TopicLookup;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.KafkaException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TopicLookup}.
 */
class TopicLookupTests {

	private final String topic = Contract.prefix() + "orders";

	private final Deque<String> addresses = new ArrayDeque<>();

	private final TopicLookup lookup = new TopicLookup(this::connections, Duration.ofSeconds(2));

	@Test
	void brokerThatCouldNotBeAskedIsAskedAgainByAnotherClient() {
		TestBroker.get().create(this.topic, 1);
		this.addresses.addAll(List.of("localhost:" + StandaloneBroker.freePort(), TestBroker.get().address()));
		assertThatExceptionOfType(KafkaException.class).isThrownBy(this::send)
			.withMessageStartingWith("The broker cannot be asked for the topic '" + this.topic + "'");
		assertThat(send()).isCompletedWithValue("sent");
		this.lookup.destroy();
		assertThat(this.addresses).isEmpty();
	}

	@Test
	void nothingIsAskedAfterTheEnd() {
		this.addresses.add(TestBroker.get().address());
		this.lookup.destroy();
		assertThatExceptionOfType(KafkaException.class).isThrownBy(this::send)
			.withMessage("The topic '" + this.topic + "' cannot be sent to: the application is being closed");
		assertThat(this.addresses).hasSize(1);
	}

	private CompletableFuture<String> send() {
		return this.lookup.send(this.topic, () -> CompletableFuture.completedFuture("sent"));
	}

	private TopicConnections connections() {
		Map<String, Object> settings = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.addresses.remove(),
				CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
		return new TopicConnections(settings, settings);
	}

}

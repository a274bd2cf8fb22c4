package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.asyncapikafka.kafka.progress.corrupt.CorruptPartitions;
import io.github.asyncapikafka.kafka.progress.corrupt.CorruptRecords;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of the records of a poll in which something else happens, too. Kafka's own
 * test consumer makes it happen.
 */
class ConsumerWatchTests {

	private static final TopicPartition CORRUPT = new TopicPartition("signups", 0);

	private static final TopicPartition OTHER = new TopicPartition("signups", 1);

	private static final Duration PATIENCE = Duration.ofMillis(800);

	private final WatchedConsumer consumer = new WatchedConsumer();

	@BeforeEach
	void assign() {
		this.consumer.subscribe(List.of("signups"), new ConsumerRebalanceListener() {

			@Override
			public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
			}

			@Override
			public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
			}

		});
		this.consumer.updateBeginningOffsets(Map.of(CORRUPT, 0L, OTHER, 0L));
		this.consumer.rebalance(List.of(CORRUPT, OTHER));
	}

	@Test
	void keepsWhatComesWhileACorruptedPartitionIsTakenAway() {
		fail();
		untilFetchedAgain(() -> {
			this.consumer.rebalance(List.of(OTHER));
			this.consumer.addRecord(record(OTHER, 0));
		});
		assertThat(this.consumer.received).containsExactly("signups-1@0");
	}

	@Test
	void keepsWhatComesOfACorruptedPartitionThatIsGivenBack() {
		this.consumer.addRecord(record(CORRUPT, 0));
		this.consumer.poll();
		fail();
		untilFetchedAgain(() -> {
			this.consumer.rebalance(List.of(OTHER));
			this.consumer.rebalance(List.of(OTHER, CORRUPT));
			this.consumer.addRecord(record(CORRUPT, 0));
		});
		assertThat(this.consumer.received).containsExactly("signups-0@0", "signups-0@0");
		assertThat(this.consumer.position(CORRUPT)).isEqualTo(1);
	}

	@Test
	void goesBackToWhatCouldNotBeDelivered() {
		this.consumer.addRecord(record(CORRUPT, 0));
		this.consumer.addRecord(record(OTHER, 0));
		this.consumer.decode = (records) -> {
			throw new IllegalStateException("decode");
		};
		assertThatIllegalStateException().isThrownBy(this.consumer::poll);
		assertThat(this.consumer.position(CORRUPT)).isZero();
		assertThat(this.consumer.position(OTHER)).isZero();
	}

	@Test
	void leavesACorruptedPartitionPausedThatOthersHavePaused() {
		fail();
		this.consumer.pause(List.of(CORRUPT, OTHER));
		this.consumer.addRecord(record(CORRUPT, 0));
		Awaitility.await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(5)).until(() -> {
			this.consumer.poll();
			return this.consumer.isReallyPaused(CORRUPT) && this.consumer.position(CORRUPT) == 0;
		});
		assertThat(this.consumer.paused()).containsExactlyInAnyOrder(CORRUPT, OTHER);
		this.consumer.resume(this.consumer.paused());
		untilReceived("signups-0@0");
		assertThat(this.consumer.corrupt.isHeld(CORRUPT)).isFalse();
	}

	@Test
	void letsNobodyElseResumeACorruptedPartition() {
		fail();
		this.consumer.pause(List.of(CORRUPT, OTHER));
		this.consumer.resume(List.of(CORRUPT, OTHER));
		assertThat(this.consumer.isReallyPaused(CORRUPT)).isTrue();
		assertThat(this.consumer.paused()).isEmpty();
	}

	@Test
	void goesWhereOthersSeekACorruptedPartition() {
		fail();
		this.consumer.seek(CORRUPT, 5);
		this.consumer.addRecord(record(CORRUPT, 5));
		untilReceived("signups-0@5");
		assertThat(this.consumer.corrupt.isHeld(CORRUPT)).isFalse();
	}

	@Test
	void aRecordThatARetryTopicGivesBackUntilItIsDueIsNoStall() {
		deliver(0);
		this.consumer.seek(OTHER, 0);
		this.consumer.pause(List.of(OTHER));
		pollFor(PATIENCE.plusMillis(200));
		this.consumer.resume(List.of(OTHER));
		deliver(0);
		assertThat(this.consumer.progress.stalls()).isEmpty();
		this.consumer.poll();
		assertThat(this.consumer.progress.stalls()).isEmpty();
	}

	@Test
	void aRecordThatComesAgainAndAgainIsAStall() {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			deliver(0);
			this.consumer.seek(OTHER, 0);
			assertThat(this.consumer.progress.stalls()).singleElement().extracting(Stall::at).isEqualTo("signups-1@0");
		});
	}

	@Test
	void recordsThatDoNotComeAreAStallUnlessThePositionMoves() {
		this.consumer.updateEndOffsets(Map.of(OTHER, 100L));
		long start = System.nanoTime();
		Awaitility.await()
			.during(PATIENCE.plusMillis(500))
			.atMost(Duration.ofSeconds(10))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> {
				this.consumer.seek(OTHER, (System.nanoTime() - start) / 200_000_000);
				this.consumer.poll();
				return this.consumer.progress.stalls().isEmpty();
			});
		this.consumer.seek(OTHER, 50);
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			this.consumer.poll();
			assertThat(this.consumer.progress.stalls()).singleElement()
				.extracting(Stall::at, Stall::cause)
				.containsExactly("signups-1@50", "there are records, but none comes");
		});
	}

	@Test
	void doesNotWaitForThePositionOfAPartitionWithoutLeader() {
		this.consumer.knowsPositions = false;
		assertThat(this.consumer.poll().isEmpty()).isTrue();
		assertThat(this.consumer.progress.stalls()).isEmpty();
	}

	@Test
	void namesTheRecordAtWhichTheListenerFailed() {
		for (int offset = 0; offset < 3; offset++) {
			this.consumer.addRecord(record(OTHER, offset));
		}
		Iterator<ConsumerRecord<Object, Object>> records = this.consumer.poll().iterator();
		records.next();
		ConsumerRecord<Object, Object> failing = records.next();
		this.consumer.consumerWatch.listenerBegins(failing);
		this.consumer.consumerWatch.listenerFailed(failing);
		records.forEachRemaining((record) -> {
		});
		assertThat(this.consumer.progress.positions()).contains("signups-1@1");
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.consumer.progress.stalls()).singleElement()
				.extracting(Stall::at)
				.isEqualTo("signups-1@1"));
	}

	@Test
	void aRecordThatWasOnlyPolledBesideOneThatFailsIsNoStall() {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			this.consumer.addRecord(record(CORRUPT, 0));
			this.consumer.addRecord(record(OTHER, 7));
			Iterator<ConsumerRecord<Object, Object>> records = this.consumer.poll().iterator();
			ConsumerRecord<Object, Object> failing = records.next();
			this.consumer.consumerWatch.listenerBegins(failing);
			this.consumer.consumerWatch.listenerFailed(failing);
			records.forEachRemaining((record) -> {
			});
			this.consumer.seek(CORRUPT, 0);
			this.consumer.seek(OTHER, 7);
			this.consumer.poll();
			assertThat(this.consumer.progress.stalls()).singleElement()
				.extracting(Stall::at)
				.isEqualTo(failing.topic() + "-" + failing.partition() + "@" + failing.offset());
		});
	}

	@Test
	void aRecordThatSomethingInFrontOfTheListenerRefusesAgainAndAgainIsAStall() {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			this.consumer.addRecord(record(OTHER, 0));
			this.consumer.addRecord(record(OTHER, 1));
			this.consumer.poll().forEach((record) -> {
			});
			assertThat(this.consumer.progress.positions()).contains("signups-1@0");
			this.consumer.seek(OTHER, 0);
			assertThat(this.consumer.progress.stalls()).singleElement().extracting(Stall::at).isEqualTo("signups-1@0");
		});
	}

	@Test
	void recordsThatARetryTopicGivesBackOneAfterTheOtherAreNoStall() {
		TopicPartition third = new TopicPartition("signups", 2);
		List<TopicPartition> partitions = List.of(CORRUPT, OTHER, third);
		this.consumer.updateBeginningOffsets(Map.of(third, 0L));
		this.consumer.rebalance(partitions);
		for (int round = 0; round < partitions.size(); round++) {
			partitions.stream()
				.filter((partition) -> !this.consumer.paused().contains(partition))
				.forEach((partition) -> this.consumer.addRecord(record(partition, 0)));
			Iterator<ConsumerRecord<Object, Object>> records = this.consumer.poll().iterator();
			ConsumerRecord<Object, Object> first = records.next();
			records.forEachRemaining((record) -> {
			});
			partitions.forEach((partition) -> this.consumer.seek(partition, 0));
			this.consumer.pause(List.of(new TopicPartition(first.topic(), first.partition())));
		}
		pollFor(PATIENCE.plusMillis(200));
	}

	private void deliver(long offset) {
		this.consumer.addRecord(record(OTHER, offset));
		assertThat(this.consumer.poll().count()).isEqualTo(1);
	}

	private void pollFor(Duration duration) {
		Awaitility.await().during(duration).atMost(Duration.ofSeconds(10)).until(() -> {
			this.consumer.poll(Duration.ofMillis(1));
			return this.consumer.progress.stalls().isEmpty();
		});
	}

	private void untilReceived(String... records) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			this.consumer.poll();
			assertThat(this.consumer.received).containsExactly(records);
		});
	}

	private void fail() {
		this.consumer.setPollException(
				new KafkaException("Received exception when fetching the next record from " + CORRUPT + ". "));
		assertThat(this.consumer.poll().isEmpty()).isTrue();
		assertThat(this.consumer.corrupt.isHeld(CORRUPT)).isTrue();
	}

	/**
	 * Let something happen within the poll in which the partition is fetched again.
	 */
	private void untilFetchedAgain(Runnable task) {
		List<Runnable> once = new ArrayList<>(List.of(task));
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			this.consumer.schedulePollTask(() -> {
				if (!this.consumer.isReallyPaused(CORRUPT) && !once.isEmpty()) {
					once.remove(0).run();
				}
			});
			this.consumer.poll();
			return once.isEmpty();
		});
	}

	private static ConsumerRecord<Object, Object> record(TopicPartition partition, long offset) {
		return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, "value");
	}

	/**
	 * Does as the consumers of channels do.
	 */
	private static final class WatchedConsumer extends MockConsumer<Object, Object> {

		final ConsumerProgress progress = new ConsumerProgress("onSignup", this::metrics, false, PATIENCE, PATIENCE);

		final CorruptPartitions corrupt = new CorruptPartitions(this, "onSignup", CorruptRecords.WAIT, (count) -> {
		});

		final ConsumerWatch consumerWatch = new ConsumerWatch(this, this.progress, this.corrupt,
				new PauseRequests(
						new KafkaMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(Map.<String, Object>of()),
								new ContainerProperties("signups"))),
				(partitions) -> {
				}, () -> {
				});

		final List<String> received = new ArrayList<>();

		UnaryOperator<ConsumerRecords<Object, Object>> decode = (records) -> records;

		boolean knowsPositions = true;

		WatchedConsumer() {
			super("earliest");
		}

		ConsumerRecords<Object, Object> poll() {
			return poll(Duration.ZERO);
		}

		@Override
		public ConsumerRecords<Object, Object> poll(Duration timeout) {
			ConsumerRecords<Object, Object> records = this.consumerWatch.poll(timeout, super::poll, this.decode);
			for (TopicPartition partition : records.partitions()) {
				List<ConsumerRecord<Object, Object>> list = records.records(partition);
				for (int index = 0; index < list.size(); index++) {
					this.received.add(partition + "@" + list.get(index).offset());
				}
			}
			return records;
		}

		@Override
		public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
			super.subscribe(topics, this.consumerWatch.listener(listener));
		}

		@Override
		public void seek(TopicPartition partition, long offset) {
			super.seek(partition, offset);
			this.consumerWatch.sought(partition, offset);
		}

		@Override
		public void pause(Collection<TopicPartition> partitions) {
			super.pause(partitions);
			this.consumerWatch.paused(partitions);
		}

		@Override
		public void resume(Collection<TopicPartition> partitions) {
			super.resume(this.consumerWatch.resumed(partitions));
		}

		@Override
		public Set<TopicPartition> paused() {
			return this.consumerWatch.pausedByOthers(super.paused());
		}

		@Override
		public OptionalLong currentLag(TopicPartition partition) {
			return this.knowsPositions ? super.currentLag(partition) : OptionalLong.of(1);
		}

		@Override
		public long position(TopicPartition partition) {
			assertThat(this.knowsPositions).as("does not wait").isTrue();
			return super.position(partition);
		}

		@Override
		public long position(TopicPartition partition, Duration timeout) {
			if (!this.knowsPositions) {
				assertThat(timeout).isZero();
				throw new TimeoutException();
			}
			return super.position(partition, timeout);
		}

		boolean isReallyPaused(TopicPartition partition) {
			return super.paused().contains(partition);
		}

	}

}

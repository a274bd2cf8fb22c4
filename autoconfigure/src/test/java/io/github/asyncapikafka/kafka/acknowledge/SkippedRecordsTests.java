package io.github.asyncapikafka.kafka.acknowledge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.support.Acknowledgment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When records that a listener does not get are acknowledged.
 */
class SkippedRecordsTests {

	private final SkippedRecords skipped = new SkippedRecords();

	private final List<String> acknowledged = new ArrayList<>();

	@Test
	void waitForWhatTheListenerHas() {
		DeliveredRecord delivered = new DeliveredRecord(record(0, 1), acknowledgment("delivered"), this.skipped);
		this.skipped.skip(List.of(record(0, 2)), acknowledgment("skipped"));
		assertThat(this.acknowledged).isEmpty();
		delivered.acknowledge();
		assertThat(this.acknowledged).containsExactly("delivered", "skipped");
	}

	@Test
	void waitForNothingThatTheListenerFailedWithOrGaveBack() {
		new DeliveredRecord(record(0, 1), acknowledgment("failed"), this.skipped).failed();
		this.skipped.skip(List.of(record(0, 2)), acknowledgment("first"));
		new DeliveredRecord(record(0, 3), acknowledgment("nacked"), this.skipped).nack(Duration.ZERO);
		this.skipped.skip(List.of(record(0, 4)), acknowledgment("second"));
		assertThat(this.acknowledged).containsExactly("first", "second");
	}

	@Test
	void waitForWhatTheListenerHadBeforeItFailed() {
		DeliveredRecord held = new DeliveredRecord(record(0, 1), acknowledgment("held"), this.skipped);
		new DeliveredRecord(record(0, 2), acknowledgment("failed"), this.skipped).failed();
		this.skipped.skip(List.of(record(0, 3)), acknowledgment("skipped"));
		assertThat(this.acknowledged).isEmpty();
		held.acknowledge();
		assertThat(this.acknowledged).containsExactly("held", "skipped");
	}

	@Test
	void takeNoOffsetBack() {
		DeliveredRecord held = new DeliveredRecord(record(1, 1), acknowledgment("1@1"), this.skipped);
		this.skipped.skip(List.of(record(0, 2), record(1, 5)), acknowledgment("0@2 1@5"));
		new DeliveredRecord(record(0, 100), acknowledgment("0@100"), this.skipped).acknowledge();
		held.acknowledge();
		this.skipped.skip(List.of(record(1, 6)), acknowledgment("1@6"));
		assertThat(this.acknowledged).containsExactly("0@100", "1@1", "1@6");
	}

	@Test
	void takeNoOffsetOfSkippedRecordsBack() {
		DeliveredRecord held = new DeliveredRecord(record(1, 1), acknowledgment("1@1"), this.skipped);
		this.skipped.skip(List.of(record(0, 2), record(1, 5)), acknowledgment("0@2 1@5"));
		this.skipped.skip(List.of(record(0, 3)), acknowledgment("0@3"));
		held.acknowledge();
		assertThat(this.acknowledged).containsExactly("0@3", "1@1");
	}

	@Test
	void waitForAllOfABatch() {
		DeliveredBatch batch = new DeliveredBatch(List.of(record(0, 1), record(0, 2), record(0, 3)),
				(record) -> record.offset() == 1);
		Acknowledgment acknowledgment = batch.acknowledgment(acknowledgment("all"), this.skipped);
		this.skipped.skip(List.of(record(0, 4)), acknowledgment("skipped"));
		acknowledgment.acknowledge(0);
		assertThat(this.acknowledged).containsExactly("all 1");
		acknowledgment.acknowledge();
		assertThat(this.acknowledged).containsExactly("all 1", "all 2", "skipped");
	}

	private static ConsumerRecord<Object, Object> record(int partition, long offset) {
		return new ConsumerRecord<>("topic", partition, offset, "key", "value");
	}

	private Acknowledgment acknowledgment(String name) {
		return new Acknowledgment() {

			@Override
			public void acknowledge() {
				SkippedRecordsTests.this.acknowledged.add(name);
			}

			@Override
			public void acknowledge(int index) {
				SkippedRecordsTests.this.acknowledged.add(name + " " + index);
			}

			@Override
			public void nack(Duration sleep) {
				// The record comes again.
			}

		};
	}

}

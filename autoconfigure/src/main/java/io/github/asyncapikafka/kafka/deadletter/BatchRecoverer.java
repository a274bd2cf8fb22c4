package io.github.asyncapikafka.kafka.deadletter;

import io.github.asyncapikafka.kafka.acknowledge.RecoveredRecords;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;

/**
 * Recovers all records of a batch whose listener failed. If one of them cannot be
 * recovered, all come again: those before it need no second dead letter.
 */
final class BatchRecoverer implements ConsumerAwareRecordRecoverer {

	private final ConsumerAwareRecordRecoverer delegate;

	private final RecoveredRecords recovered;

	/** What each of the consumers is at. */
	private final ThreadLocal<Recovery> recovery = new ThreadLocal<>();

	/**
	 * Create an instance.
	 * @param delegate recovers one record
	 * @param recovered the recovered records of batches that come again
	 */
	BatchRecoverer(ConsumerAwareRecordRecoverer delegate, RecoveredRecords recovered) {
		this.delegate = delegate;
		this.recovered = recovered;
	}

	@Override
	public void accept(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, @Nullable Exception exception) {
		Recovery current = this.recovery.get();
		if (current == null || current.failure() != exception) {
			current = new Recovery(exception, new RecoveredRecords());
			this.recovery.set(current);
		}
		if (!this.recovered.remove(record)) {
			try {
				this.delegate.accept(record, consumer, exception);
			}
			catch (RuntimeException ex) {
				this.recovered.addAll(current.recovered());
				throw ex;
			}
		}
		current.recovered().add(record);
	}

	/**
	 * The recovery of one batch. All of its records have the same failure.
	 *
	 * @param failure the failure
	 * @param recovered the records that are done
	 */
	private record Recovery(@Nullable Exception failure, RecoveredRecords recovered) {

	}

}

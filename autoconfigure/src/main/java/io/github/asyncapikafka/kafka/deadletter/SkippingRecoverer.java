package io.github.asyncapikafka.kafka.deadletter;

import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.support.KafkaUtils;

/**
 * Lets go of records that cannot be handled. A refused one has been logged already.
 */
final class SkippingRecoverer implements ConsumerAwareRecordRecoverer {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final KafkaOperation operation;

	private final boolean includeException;

	SkippingRecoverer(KafkaOperation operation, boolean includeException) {
		this.operation = operation;
		this.includeException = includeException;
	}

	@Override
	public void accept(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, @Nullable Exception exception) {
		ReceivedRecord received = ReceivedRecords.find(record, consumer);
		if (received == null || !(received.isFailed() || ReceivedRecord.isSkipped(received))) {
			logger.error(
					"Skipped " + KafkaUtils.format(record) + " of the operation " + Printable.quote(this.operation.id())
							+ ": " + ListenerFailure.descriptionWithPlace(Objects.requireNonNull(exception)),
					this.includeException ? exception : null);
		}
	}

}

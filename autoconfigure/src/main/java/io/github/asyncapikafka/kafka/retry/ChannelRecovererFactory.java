package io.github.asyncapikafka.kafka.retry;

import java.util.function.BooleanSupplier;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.retrytopic.DeadLetterPublishingRecovererFactory;
import org.springframework.kafka.retrytopic.DestinationTopic;
import org.springframework.kafka.retrytopic.DestinationTopicResolver;

/**
 * Lets {@link RetryReports} say what becomes of records of channels, in the place of
 * Spring Kafka, which would write the listener's exception into the log.
 */
final class ChannelRecovererFactory extends DeadLetterPublishingRecovererFactory {

	private final DestinationTopicResolver topics;

	private final BooleanSupplier includeException;

	ChannelRecovererFactory(DestinationTopicResolver topics, DeadLetterPublisherCreator creator,
			BooleanSupplier includeException) {
		super(topics);
		this.topics = topics;
		this.includeException = includeException;
		setDeadLetterPublisherCreator(creator);
	}

	@Override
	public DeadLetterPublishingRecoverer create(String mainListenerId) {
		DeadLetterPublishingRecoverer recoverer = super.create(mainListenerId);
		if (recoverer instanceof ReceivedBytesRecoverer ofChannels) {
			ofChannels
				.setReports(new RetryReports((topic) -> this.topics.getDestinationTopicByName(mainListenerId, topic),
						this.includeException.getAsBoolean()));
		}
		return recoverer;
	}

	@Override
	protected void maybeLogListenerException(Exception exception, ConsumerRecord<?, ?> record,
			DestinationTopic nextDestination) {
		if (!(record instanceof ReceivedRecord)) {
			super.maybeLogListenerException(exception, record, nextDestination);
		}
	}

}

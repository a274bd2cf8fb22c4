package io.github.asyncapikafka.kafka.listener;

import java.util.function.Supplier;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.retrytopic.DeadLetterPublishingRecovererFactory;
import org.springframework.kafka.retrytopic.DestinationTopicResolver;
import org.springframework.kafka.retrytopic.RetryTopicComponentFactory;

/**
 * Lets retry topics carry the bytes that channels received. Records of plain listeners
 * are published as they always are.
 */
public final class ChannelRetryTopicComponentFactory extends RetryTopicComponentFactory {

	private final Supplier<KafkaOperations<?, ?>> bytesTemplate;

	/**
	 * Create an instance.
	 * @param bytesTemplate gives the template that sends bytes
	 */
	public ChannelRetryTopicComponentFactory(Supplier<KafkaOperations<?, ?>> bytesTemplate) {
		this.bytesTemplate = bytesTemplate;
	}

	@Override
	public DeadLetterPublishingRecovererFactory deadLetterPublishingRecovererFactory(
			DestinationTopicResolver destinationTopicResolver) {
		DeadLetterPublishingRecovererFactory factory = super.deadLetterPublishingRecovererFactory(
				destinationTopicResolver);
		factory.setDeadLetterPublisherCreator(
				(templates, destinations) -> new ReceivedBytesRecoverer(templates, destinations, this.bytesTemplate));
		return factory;
	}

}

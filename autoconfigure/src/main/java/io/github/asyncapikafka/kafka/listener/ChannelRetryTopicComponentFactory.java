package io.github.asyncapikafka.kafka.listener;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

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

	private final Function<byte[], @Nullable Object> encoding;

	/**
	 * Create an instance.
	 * @param bytesTemplate gives the template that sends bytes
	 * @param encoding gives bytes the form that the template takes
	 */
	public ChannelRetryTopicComponentFactory(Supplier<KafkaOperations<?, ?>> bytesTemplate,
			Function<byte[], @Nullable Object> encoding) {
		this.bytesTemplate = bytesTemplate;
		this.encoding = encoding;
	}

	@Override
	public DeadLetterPublishingRecovererFactory deadLetterPublishingRecovererFactory(
			DestinationTopicResolver destinationTopicResolver) {
		DeadLetterPublishingRecovererFactory factory = super.deadLetterPublishingRecovererFactory(
				destinationTopicResolver);
		factory.setDeadLetterPublisherCreator((templates, destinations) -> new ReceivedBytesRecoverer(templates,
				destinations, this.bytesTemplate, this.encoding));
		return factory;
	}

}

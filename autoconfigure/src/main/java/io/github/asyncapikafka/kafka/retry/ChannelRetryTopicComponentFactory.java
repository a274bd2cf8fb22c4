package io.github.asyncapikafka.kafka.retry;

import java.util.function.BooleanSupplier;
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

	private final BooleanSupplier includeException;

	/**
	 * Create an instance.
	 * @param bytesTemplate gives the template that sends bytes
	 * @param encoding gives bytes the form that the template takes
	 * @param includeException whether records carry message and stack trace of the
	 * listener's exception
	 */
	public ChannelRetryTopicComponentFactory(Supplier<KafkaOperations<?, ?>> bytesTemplate,
			Function<byte[], @Nullable Object> encoding, BooleanSupplier includeException) {
		this.bytesTemplate = bytesTemplate;
		this.encoding = encoding;
		this.includeException = includeException;
	}

	@Override
	public DeadLetterPublishingRecovererFactory deadLetterPublishingRecovererFactory(
			DestinationTopicResolver destinationTopicResolver) {
		return new ChannelRecovererFactory(
				destinationTopicResolver, (templates, destinations) -> new ReceivedBytesRecoverer(templates,
						destinations, this.bytesTemplate, this.encoding, this.includeException.getAsBoolean()),
				this.includeException);
	}

}

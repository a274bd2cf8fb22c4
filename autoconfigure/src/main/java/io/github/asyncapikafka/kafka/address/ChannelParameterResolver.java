package io.github.asyncapikafka.kafka.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.ChannelParameter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/**
 * Gives listeners the values that parameters of the address have in the topic of a
 * record, or of each record of a batch.
 */
public final class ChannelParameterResolver implements HandlerMethodArgumentResolver {

	private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

	private final Function<MethodParameter, @Nullable KafkaDestination> destinations;

	private final ConversionService conversionService;

	/**
	 * Create an instance.
	 * @param destinations gives what the listener of a method parameter subscribes to
	 * @param conversionService converts values to the types of the parameters
	 */
	public ChannelParameterResolver(Function<MethodParameter, @Nullable KafkaDestination> destinations,
			ConversionService conversionService) {
		this.destinations = destinations;
		this.conversionService = conversionService;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(ChannelParameter.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		String name = Objects.requireNonNull(ChannelParameters.name(parameter));
		KafkaDestination destination = this.destinations.apply(parameter);
		if (destination == null) {
			throw new IllegalStateException("@ChannelParameter needs a @ChannelListener");
		}
		Object topic = message.getHeaders().get(KafkaHeaders.RECEIVED_TOPIC);
		if (topic instanceof List<?> topics) {
			TypeDescriptor element = Objects
				.requireNonNullElse(new TypeDescriptor(parameter).getElementTypeDescriptor(), TEXT);
			List<@Nullable Object> values = new ArrayList<>(topics.size());
			topics.forEach((each) -> values
				.add(convert(name, destination, String.valueOf(each), element, parameter, message)));
			return values;
		}
		return convert(name, destination, String.valueOf(topic), new TypeDescriptor(parameter), parameter, message);
	}

	private @Nullable Object convert(String name, KafkaDestination destination, String topic, TypeDescriptor type,
			MethodParameter parameter, Message<?> message) {
		String value = destination.value(name, topic);
		if (value == null) {
			throw new MethodArgumentResolutionException(message, parameter,
					"The topic " + Printable.quote(topic) + " has no value for " + Printable.quote("{" + name + "}")
							+ " of " + Printable.quote(destination.name()));
		}
		try {
			return this.conversionService.convert(value, TEXT, type);
		}
		catch (ConversionException ex) {
			// Not worth another attempt, as Spring Kafka knows of this exception.
			throw new MethodArgumentResolutionException(message, parameter,
					"The value of " + Printable.quote("{" + name + "}") + " in " + Printable.quote(topic) + " is no "
							+ type.getType().getSimpleName());
		}
	}

}

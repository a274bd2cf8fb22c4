package io.github.asyncapikafka.kafka.address;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

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

	private final Supplier<List<Subscription>> subscriptions;

	private final ConversionService conversionService;

	private final Map<Argument, KnownParameter> known = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param subscriptions gives what the listeners subscribe to
	 * @param conversionService converts values to the types of the parameters
	 */
	public ChannelParameterResolver(Supplier<List<Subscription>> subscriptions, ConversionService conversionService) {
		this.subscriptions = subscriptions;
		this.conversionService = conversionService;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(ChannelParameter.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		KnownParameter known = known(parameter);
		Object topic = message.getHeaders().get(KafkaHeaders.RECEIVED_TOPIC);
		if (topic instanceof List<?> topics) {
			List<@Nullable Object> values = new ArrayList<>(topics.size());
			topics.forEach((each) -> values.add(convert(known, String.valueOf(each), parameter, message)));
			return values;
		}
		return convert(known, String.valueOf(topic), parameter, message);
	}

	/**
	 * Look for what is the same for all records once: the listeners are all known before
	 * the first record is received.
	 */
	private KnownParameter known(MethodParameter parameter) {
		Method method = Objects.requireNonNull(parameter.getMethod());
		Argument argument = new Argument(method, parameter.getParameterIndex(), parameter.getContainingClass());
		return this.known.computeIfAbsent(argument, (key) -> {
			List<Subscription> candidates = Subscription.of(this.subscriptions.get(), method, key.bean());
			if (candidates.isEmpty()) {
				throw new IllegalStateException("@ChannelParameter needs a @ChannelListener");
			}
			TypeDescriptor type = new TypeDescriptor(parameter);
			return new KnownParameter(Objects.requireNonNull(ChannelParameters.name(parameter)), candidates, type,
					Objects.requireNonNullElse(type.getElementTypeDescriptor(), TEXT));
		});
	}

	private @Nullable Object convert(KnownParameter known, String topic, MethodParameter parameter,
			Message<?> message) {
		boolean batch = message.getHeaders().get(KafkaHeaders.RECEIVED_TOPIC) instanceof List<?>;
		TypeDescriptor type = batch ? known.element() : known.type();
		String name = Printable.quote("{" + known.name() + "}");
		KafkaDestination destination = known.destination(topic, message);
		String value = (destination != null) ? destination.value(known.name(), topic) : null;
		if (value == null) {
			String place = (destination != null) ? " of " + Printable.quote(destination.name())
					: ": it cannot be told which of several listeners it was received for";
			throw new MethodArgumentResolutionException(message, parameter,
					"The topic " + Printable.quote(topic) + " has no value for " + name + place);
		}
		try {
			return this.conversionService.convert(value, TEXT, type);
		}
		catch (ConversionException ex) {
			// Not worth another attempt, as Spring Kafka knows of this exception.
			throw new MethodArgumentResolutionException(message, parameter, "The value of " + name + " in "
					+ Printable.quote(topic) + " is no " + type.getType().getSimpleName());
		}
	}

	/**
	 * An argument of a method.
	 *
	 * @param method the method
	 * @param index the index of the argument
	 * @param bean the class of the bean that the method is called on
	 */
	private record Argument(Method method, int index, Class<?> bean) {

	}

	/**
	 * What an argument is for all records.
	 *
	 * @param name the name of the address's parameter
	 * @param candidates what the listener subscribes to, or what each of several does
	 * @param type the type of the argument
	 * @param element the type of its elements if it takes the values of a batch
	 */
	private record KnownParameter(String name, List<Subscription> candidates, TypeDescriptor type,
			TypeDescriptor element) {

		@Nullable KafkaDestination destination(String topic, Message<?> message) {
			if (this.candidates.size() == 1) {
				return this.candidates.get(0).destination();
			}
			Object groupId = message.getHeaders().get(KafkaHeaders.GROUP_ID);
			Subscription one = Subscription.of(this.candidates, (groupId != null) ? groupId.toString() : null, topic);
			return (one != null) ? one.destination() : null;
		}

	}

}

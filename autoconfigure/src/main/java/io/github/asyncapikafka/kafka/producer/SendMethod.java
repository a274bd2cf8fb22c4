package io.github.asyncapikafka.kafka.producer;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.address.AddressParameter;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.ChannelTemplate.Outbound;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.kafka.address.ChannelParameters;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * One {@code @Send} method of a producer interface.
 */
final class SendMethod {

	private final String name;

	private final DefaultChannelTemplate<Object> template;

	private final List<Argument> arguments;

	private final boolean waits;

	private final boolean takesMessage;

	private final ProducerTemplates templates;

	private SendMethod(String name, DefaultChannelTemplate<Object> template, List<Argument> arguments, boolean waits,
			boolean takesMessage, ProducerTemplates templates) {
		this.name = name;
		this.template = template;
		this.arguments = arguments;
		this.waits = waits;
		this.takesMessage = takesMessage;
		this.templates = templates;
	}

	/**
	 * Read a method.
	 * @throws InvalidContractException if the method does not fit the contract
	 */
	static SendMethod of(Method method, DefaultChannelTemplates templates) {
		String name = ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
		Send send = method.getAnnotation(Send.class);
		if (send == null) {
			throw invalid(name + " has no @Send.", "Name its channel with @Send, or make it a default method.");
		}
		boolean waits = method.getReturnType() == void.class;
		if (!waits && !isFutureOfMetadata(method.getGenericReturnType())) {
			throw invalid(name + " returns " + method.getGenericReturnType().getTypeName() + ".",
					"Let it return void or CompletableFuture<RecordMetadata>.");
		}
		Problems problems = new Problems();
		Map<Integer, String> addressed = ChannelParameters.byIndex(method, name, problems);
		List<Argument> arguments = new ArrayList<>();
		for (Parameter parameter : method.getParameters()) {
			String inAddress = addressed.get(arguments.size());
			arguments.add((inAddress != null) ? new Argument(Kind.PARAMETER, inAddress, false, null)
					: argument(parameter, name));
		}
		if (arguments.stream().filter((argument) -> argument.kind() == Kind.PAYLOAD).count() != 1) {
			throw invalid(name + " must have one parameter that is the payload.",
					"Mark the others with @Key, @Header or @ChannelParameter.");
		}
		boolean takesMessage = Arrays.stream(method.getParameterTypes()).anyMatch(Message.class::isAssignableFrom);
		if (takesMessage && arguments.size() > 1) {
			throw invalid(name + " takes a Message beside other parameters.",
					"Let it take the Message alone: it has its own key and headers.");
		}
		DefaultChannelTemplate<Object> template = templates.get(send.value(), send.operation(), name);
		Set<String> given = new LinkedHashSet<>(addressed.values());
		template.operations().forEach((operation) -> checkAddress(operation, given, name, problems));
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		return new SendMethod(name, template, arguments, waits, takesMessage, templates.producerTemplates());
	}

	/**
	 * Report parameters of the address that get no value from anywhere.
	 */
	private static void checkAddress(KafkaOperation operation, Set<String> given, String name, Problems problems) {
		ChannelParameters.check(operation, given, name, problems);
		KafkaAddress address = operation.channel().address();
		if (address == null) {
			return;
		}
		for (String open : address.open()) {
			AddressParameter parameter = Objects.requireNonNull(address.parameters().get(open));
			if (!given.contains(open) && parameter.source() == null && parameter.defaultValue() == null) {
				problems.add(parameter.opened() ? new Problem(operation.channel().location(),
						name + " gives no value for " + Printable.quote("{" + open + "}") + " of the address "
								+ Printable.quote(address.toString()) + ".",
						"Give the method a parameter with @ChannelParameter, or configure a value instead of '*'.")
						: parameter.missing());
			}
		}
	}

	/**
	 * Return whether the method sends to one topic only.
	 */
	boolean isOfOneTopic(KafkaOperation operation) {
		KafkaAddress address = operation.channel().address();
		return address == null || address
			.open(this.arguments.stream()
				.filter((argument) -> argument.kind() == Kind.PARAMETER)
				.map(Argument::header)
				.toList())
			.isEmpty();
	}

	private static boolean isFutureOfMetadata(Type type) {
		return type instanceof ParameterizedType parameterized && parameterized.getRawType() == CompletableFuture.class
				&& parameterized.getActualTypeArguments()[0] == RecordMetadata.class;
	}

	private static Argument argument(Parameter parameter, String method) {
		if (parameter.isAnnotationPresent(Key.class)) {
			return new Argument(Kind.KEY, "", false, null);
		}
		Header header = AnnotatedElementUtils.findMergedAnnotation(parameter, Header.class);
		if (header == null) {
			return new Argument(Kind.PAYLOAD, "", false, null);
		}
		String name = header.name();
		if (!StringUtils.hasText(name)) {
			if (!parameter.isNamePresent()) {
				throw invalid(method + " has a @Header without a name.", "Name it, or compile with '-parameters'.");
			}
			name = parameter.getName();
		}
		String defaultValue = header.defaultValue().equals(ValueConstants.DEFAULT_NONE) ? null : header.defaultValue();
		return new Argument(Kind.HEADER, name, header.required() && defaultValue == null, defaultValue);
	}

	private static InvalidContractException invalid(String message, String action) {
		return new InvalidContractException(List.of(new Problem(null, message, action)));
	}

	/**
	 * Return the operation if the payload's type decides it already.
	 */
	List<KafkaOperation> operations() {
		return this.template.operations();
	}

	String name() {
		return this.name;
	}

	@Nullable Object invoke(@Nullable Object @Nullable [] values) {
		CompletableFuture<RecordMetadata> sent = send((values != null) ? values : new Object[0]);
		if (!this.waits) {
			return sent;
		}
		await(sent);
		return null;
	}

	private CompletableFuture<RecordMetadata> send(@Nullable Object[] values) {
		Object payload = null;
		for (int i = 0; i < values.length; i++) {
			payload = (this.arguments.get(i).kind() == Kind.PAYLOAD) ? values[i] : payload;
		}
		if (this.takesMessage) {
			Assert.notNull(payload, () -> this.name + " needs a Message");
			return this.template.sendMessage((Message<?>) payload);
		}
		Outbound outbound = this.template.message(payload);
		for (int i = 0; i < values.length; i++) {
			Argument argument = this.arguments.get(i);
			if (argument.kind() == Kind.KEY) {
				outbound.key(values[i]);
			}
			else if (argument.kind() == Kind.HEADER) {
				outbound.header(argument.header(), argument.value(values[i], this.name));
			}
			else if (argument.kind() == Kind.PARAMETER) {
				outbound.parameter(argument.header(), values[i]);
			}
		}
		return outbound.send();
	}

	private void await(CompletableFuture<RecordMetadata> sent) {
		try {
			sent.get(this.templates.deliveryTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException(this.name + " was interrupted while it waited for the broker", ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof KafkaException failure) ? failure
					: new KafkaException(this.name + " could not send", ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new KafkaException(this.name + " got no answer from the broker in time", ex);
		}
	}

	/**
	 * What a parameter is.
	 */
	private enum Kind {

		PAYLOAD, KEY, HEADER, PARAMETER

	}

	/**
	 * A parameter.
	 *
	 * @param kind what it is
	 * @param header the name of the header or of the address's parameter, or empty
	 * @param required whether the header must have a value
	 * @param defaultValue the header's value if there is none, or {@code null}
	 */
	private record Argument(Kind kind, String header, boolean required, @Nullable String defaultValue) {

		@Nullable Object value(@Nullable Object argument, String method) {
			if (argument == null && this.required) {
				throw new IllegalArgumentException(method + " needs a value for the header '" + this.header + "'");
			}
			return (argument != null) ? argument : this.defaultValue;
		}

	}

}

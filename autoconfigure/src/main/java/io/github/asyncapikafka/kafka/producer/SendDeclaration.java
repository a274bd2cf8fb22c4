package io.github.asyncapikafka.kafka.producer;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.DeclaredHandler.DeclaredHeader;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.kafka.address.ChannelParameters;
import io.github.asyncapikafka.kafka.message.MessageTypes;
import io.github.asyncapikafka.kafka.producer.SendArgument.Kind;
import io.github.asyncapikafka.model.Operation.Action;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * What a {@code @Send} method declares.
 *
 * @param name what the method is called
 * @param send its annotation
 * @param arguments its parameters
 * @param method the method
 */
record SendDeclaration(String name, Send send, List<SendArgument> arguments, Method method) {

	/**
	 * Read a method.
	 * @throws InvalidContractException if it is none that could send
	 */
	static SendDeclaration of(Method method) {
		String name = ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
		Send send = method.getAnnotation(Send.class);
		if (send == null) {
			throw invalid(name + " has no @Send.", "Name its channel with @Send, or make it a default method.");
		}
		if (method.getReturnType() != void.class && !isFutureOfMetadata(method.getGenericReturnType())) {
			throw invalid(name + " returns " + method.getGenericReturnType().getTypeName() + ".",
					"Let it return void or CompletableFuture<RecordMetadata>.");
		}
		Problems problems = new Problems();
		Map<Integer, String> addressed = ChannelParameters.byIndex(method, name, problems);
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		List<SendArgument> arguments = new ArrayList<>();
		for (Parameter parameter : method.getParameters()) {
			String inAddress = addressed.get(arguments.size());
			arguments.add((inAddress != null) ? new SendArgument(Kind.PARAMETER, inAddress, false, null)
					: argument(parameter, name));
		}
		if (arguments.stream().filter((argument) -> argument.kind() == Kind.PAYLOAD).count() != 1) {
			throw invalid(name + " must have one parameter that is the payload.",
					"Mark the others with @Key, @Header or @ChannelParameter.");
		}
		SendDeclaration declaration = new SendDeclaration(name, send, List.copyOf(arguments), method);
		if (declaration.takesMessage() && arguments.size() > 1) {
			throw invalid(name + " takes a Message beside other parameters.",
					"Let it take the Message alone: it has its own key and headers.");
		}
		return declaration;
	}

	private static boolean isFutureOfMetadata(Type type) {
		return type instanceof ParameterizedType parameterized && parameterized.getRawType() == CompletableFuture.class
				&& parameterized.getActualTypeArguments()[0] == RecordMetadata.class;
	}

	private static SendArgument argument(Parameter parameter, String method) {
		if (parameter.isAnnotationPresent(Key.class)) {
			return new SendArgument(Kind.KEY, "", false, null);
		}
		Header header = AnnotatedElementUtils.findMergedAnnotation(parameter, Header.class);
		if (header == null) {
			return new SendArgument(Kind.PAYLOAD, "", false, null);
		}
		String name = header.name();
		if (!StringUtils.hasText(name)) {
			if (!parameter.isNamePresent()) {
				throw invalid(method + " has a @Header without a name.", "Name it, or compile with '-parameters'.");
			}
			name = parameter.getName();
		}
		String defaultValue = header.defaultValue().equals(ValueConstants.DEFAULT_NONE) ? null : header.defaultValue();
		return new SendArgument(Kind.HEADER, name, header.required() && defaultValue == null, defaultValue);
	}

	private static InvalidContractException invalid(String message, String action) {
		return new InvalidContractException(List.of(new Problem(null, message, action)));
	}

	/**
	 * Return whether the method waits for the broker.
	 */
	boolean waits() {
		return this.method.getReturnType() == void.class;
	}

	boolean takesMessage() {
		return Message.class.isAssignableFrom(ResolvableType.forType(type(Kind.PAYLOAD)).toClass());
	}

	/**
	 * Return the type of the payload.
	 */
	Type payload() {
		return takesMessage()
				? ResolvableType.forType(type(Kind.PAYLOAD)).as(Message.class).getGeneric().resolve(Object.class)
				: type(Kind.PAYLOAD);
	}

	private Type type(Kind kind) {
		for (int i = 0; i < this.arguments.size(); i++) {
			if (this.arguments.get(i).kind() == kind) {
				return this.method.getGenericParameterTypes()[i];
			}
		}
		return Object.class;
	}

	/**
	 * Return what is compared with the contract.
	 * @param match the operations that the method can send with, or why it cannot
	 * @param mistakes why it is not clear with which
	 */
	DeclaredEndpoint toEndpoint(OperationMatch match, List<String> mistakes) {
		List<DeclaredHeader> headers = new ArrayList<>();
		Map<String, Type> parameters = new LinkedHashMap<>();
		for (int i = 0; i < this.arguments.size(); i++) {
			SendArgument argument = this.arguments.get(i);
			Type type = this.method.getGenericParameterTypes()[i];
			if (argument.kind() == Kind.HEADER) {
				headers.add(new DeclaredHeader(argument.name(), type, argument.required()));
			}
			else if (argument.kind() == Kind.PARAMETER) {
				parameters.put(argument.name(), type);
			}
		}
		DeclaredHandler handler = new DeclaredHandler(this.name, payload(), type(Kind.KEY), headers, takesMessage(),
				parameters, named(match.operations()), void.class);
		return new DeclaredEndpoint(Action.SEND, this.name, this.send.value(), match, null, null, null,
				List.of(handler), mistakes);
	}

	/**
	 * Return the messages that the type of the payload names, or {@code null} if it names
	 * none.
	 */
	private @Nullable Map<String, Type> named(List<KafkaOperation> operations) {
		if (operations.isEmpty()) {
			return null;
		}
		Map<String, Type> named = new LinkedHashMap<>();
		List<KafkaMessage> messages = operations.stream()
			.flatMap((operation) -> operation.messages().stream())
			.distinct()
			.toList();
		MessageTypes.ofPayload(ResolvableType.forType(payload()).toClass(), operations.get(0), messages)
			.forEach((message) -> named.put(message.id(), payload()));
		return named.isEmpty() ? null : named;
	}

}

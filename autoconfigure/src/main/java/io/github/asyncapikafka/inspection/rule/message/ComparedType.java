package io.github.asyncapikafka.inspection.rule.message;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaReply;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.DeclaredHandler.DeclaredHeader;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a type of the code meets a schema of the contract.
 *
 * @param handled the message that the code takes or sends
 * @param message the message whose schema it is: that one, or its answer
 * @param action whether the type is read or written
 * @param schemas the schema, and those of other messages that the code could mean
 * instead; the type is wrong only if it fits none
 * @param format how values become bytes
 * @param type the type
 * @param part what has the type, a phrase, empty for the payload
 */
public record ComparedType(HandledMessage handled, KafkaMessage message, Action action, List<Schema> schemas,
		SerdeFormat format, Type type, String part) {

	/** How a sentence begins that is on the whole type. */
	private static final String WHOLE = "The type ";

	public ComparedType {
		schemas = List.copyOf(schemas);
	}

	/**
	 * Return what is to be compared.
	 * @param endpoint the code
	 * @return the types of payloads, keys, headers and answers that have a schema
	 */
	public static List<ComparedType> of(DeclaredEndpoint endpoint) {
		List<@Nullable ComparedType> types = new ArrayList<>();
		for (DeclaredHandler handler : endpoint.handlers()) {
			List<HandledMessage> messages = HandledMessage.of(endpoint, handler);
			// One that sends any of several does not have to be able to write each of
			// them.
			if (endpoint.receives() || handler.messages() != null || messages.size() == 1) {
				messages.forEach((handled) -> {
					types.add(payload(handled));
					types.add(key(handled));
				});
			}
			handler.headers().forEach((header) -> types.add(header(messages, header)));
			messages.stream()
				.filter((handled) -> endpoint.receives() && handled.operation().reply() != null)
				.forEach((handled) -> types.add(answer(handled, handled.operation().reply())));
		}
		return types.stream().filter(Objects::nonNull).map(ComparedType.class::cast).toList();
	}

	/**
	 * Say what has the type.
	 * @param what a sentence on the type
	 * @return the sentence on the part that has the type
	 */
	public String describe(String what) {
		if (this.part.isEmpty()) {
			return what;
		}
		return what.startsWith(WHOLE) ? this.part + what.substring(WHOLE.length() - 1)
				: "in " + this.part + ", " + what;
	}

	private static @Nullable ComparedType payload(HandledMessage handled) {
		KafkaMessage message = handled.message();
		return isJsonText(message, handled.payload()) ? null : of(handled, message, handled.endpoint().action(),
				message.payloadSchema(), message.payload(), handled.payload(), "");
	}

	private static @Nullable ComparedType key(HandledMessage handled) {
		KafkaMessage message = handled.message();
		return of(handled, message, handled.endpoint().action(), message.keySchema(), message.key(),
				handled.handler().key(), "the key");
	}

	private static @Nullable ComparedType header(List<HandledMessage> messages, DeclaredHeader header) {
		List<Schema> schemas = new ArrayList<>();
		for (HandledMessage message : messages) {
			Schema schema = message.headers().schema(header.name());
			if (schema == null) {
				return null;
			}
			schemas.add(schema);
		}
		if (schemas.isEmpty() || header.type() == Object.class) {
			return null;
		}
		return text(messages.get(0), schemas, header.type(), "the header " + Printable.quote(header.name()));
	}

	private static ComparedType text(HandledMessage handled, List<Schema> schemas, Type type, String part) {
		boolean optional = type instanceof ParameterizedType wrapper && wrapper.getRawType() == Optional.class;
		return new ComparedType(handled, handled.message(), handled.endpoint().action(), schemas, SerdeFormat.TEXT,
				optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type, part);
	}

	/**
	 * Return the answer if it is clear which message it is.
	 */
	private static @Nullable ComparedType answer(HandledMessage handled, KafkaReply reply) {
		Type type = handled.handler().returned();
		List<KafkaMessage> named = (type instanceof Class<?> raw)
				? reply.messages().stream().filter((message) -> message.isNamedLike(raw.getSimpleName())).toList()
				: List.of();
		List<KafkaMessage> possible = named.isEmpty() ? reply.messages() : named;
		if (type == void.class || possible.size() != 1 || isJsonText(possible.get(0), type)) {
			return null;
		}
		KafkaMessage message = possible.get(0);
		return of(handled, message, Action.SEND, message.payloadSchema(), message.payload(), type, "the answer");
	}

	private static @Nullable ComparedType of(HandledMessage handled, KafkaMessage message, Action action,
			@Nullable Schema schema, @Nullable Value<SerdeChoice> format, Type type, String part) {
		return (schema == null || format == null || isBytes(format.value()) || type == Object.class) ? null
				: new ComparedType(handled, message, action, List.of(schema), format.value().format(), type, part);
	}

	private static boolean isBytes(SerdeChoice choice) {
		return choice.format().isOpaque() || choice.format() == SerdeFormat.BINARY;
	}

	/**
	 * Return whether the code has the JSON text itself.
	 */
	private static boolean isJsonText(KafkaMessage message, Type type) {
		return type == byte[].class || (type == String.class && !message.isTextPayload());
	}

}

package io.github.asyncapikafka.inspection.rule.message;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.message.Discriminator;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether each record of one message, with no more members than its schema declares, is
 * one of another message, too, and nothing else tells them apart. Proven from what is
 * simple in the schemas; whatever is not understood proves nothing.
 */
public final class MessageOverlap {

	/** The header that has the type of a CloudEvent. */
	private static final String CLOUD_EVENT_HEADER = "ce_type";

	/** What says nothing of values. */
	private static final Set<String> ANNOTATIONS = Set.of("title", "description", "examples", "example", "default",
			"deprecated", "readOnly", "writeOnly", "externalDocs", "$schema", "$id", "$comment");

	/** Where schemas are that a reference leads to. */
	private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

	/** What describes values by further schemas, so that not all members are known. */
	private static final Set<String> APPLICATORS = Set.of("$ref", "allOf", "oneOf", "anyOf", "not", "if", "then",
			"else", "patternProperties", "dependentSchemas", "dependencies");

	/** What is compared beside annotations. */
	private static final Set<String> UNDERSTOOD = Set.of("type", "required", "properties", "additionalProperties");

	private final KafkaMessage narrow;

	private final KafkaMessage wide;

	private final List<Discriminator<KafkaMessage>> discriminators;

	private final boolean sameDefinitions;

	/**
	 * Create an instance.
	 * @param narrow the message whose records may be the other, too
	 * @param wide the other message
	 * @param discriminators what tells the messages of the channel apart
	 */
	public MessageOverlap(KafkaMessage narrow, KafkaMessage wide, List<Discriminator<KafkaMessage>> discriminators) {
		this.narrow = narrow;
		this.wide = wide;
		this.discriminators = discriminators;
		this.sameDefinitions = DEFINITIONS.stream()
			.allMatch((name) -> Objects.equals(get(narrow.payloadSchema(), name), get(wide.payloadSchema(), name))
					&& Objects.equals(get(narrow.keySchema(), name), get(wide.keySchema(), name))
					&& Objects.equals(get(narrow.message().headers(), name), get(wide.message().headers(), name)));
	}

	private static @Nullable Object get(@Nullable Schema schema, String name) {
		return (schema != null) ? schema.get(name) : null;
	}

	/**
	 * Return whether it is certain.
	 * @return {@code false} if it is not, or not known
	 */
	public boolean isProven() {
		return isKnown(this.narrow) && isKnown(this.wide) && this.discriminators.stream().noneMatch(this::names)
				&& fits(definition(this.narrow.keySchema()), definition(this.wide.keySchema()))
				&& fits(definition(this.narrow.message().headers()), definition(this.wide.message().headers()))
				&& fits(definition(this.narrow.payloadSchema()), definition(this.wide.payloadSchema()));
	}

	/**
	 * Return whether a discriminator says that a record is the first message. That one
	 * names it by the type of a CloudEvent counts only if it is one.
	 */
	private boolean names(Discriminator<KafkaMessage> discriminator) {
		return discriminator.named().containsValue(this.narrow)
				&& (!CLOUD_EVENT_HEADER.equals(discriminator.header()) || !discriminator.open().contains(this.narrow)
						|| MessageHeaders.of(this.narrow.message()).describes(CLOUD_EVENT_HEADER));
	}

	/**
	 * Return whether all schemas are known.
	 */
	private static boolean isKnown(KafkaMessage message) {
		return Stream.of(message.payloadSchema(), message.keySchema(), message.message().headers())
			.allMatch((schema) -> schema == null || schema.elsewhere() == null);
	}

	private static @Nullable Object definition(@Nullable Schema schema) {
		return (schema != null) ? schema.definition() : Boolean.TRUE;
	}

	private boolean fits(@Nullable Object narrow, @Nullable Object wide) {
		if (Boolean.TRUE.equals(wide) || isEqual(narrow, wide)) {
			return !Boolean.FALSE.equals(narrow);
		}
		if (!(wide instanceof Map<?, ?> demands)) {
			return false;
		}
		Map<?, ?> offers = (narrow instanceof Map<?, ?> map) ? map : Map.of();
		return demands.keySet().stream().allMatch((keyword) -> isUnderstood(String.valueOf(keyword)))
				&& APPLICATORS.stream().noneMatch(offers::containsKey)
				&& fitsType(offers.get("type"), demands.get("type"))
				&& strings(offers.get("required")).containsAll(strings(demands.get("required")))
				&& fitsMembers(members(offers.get("properties")), members(demands.get("properties")),
						demands.get("additionalProperties"));
	}

	/**
	 * Return whether two schemas say the same. A reference does so only if it leads to
	 * the same.
	 */
	private boolean isEqual(@Nullable Object first, @Nullable Object second) {
		return Objects.equals(significant(first), significant(second)) && (this.sameDefinitions || !refers(first));
	}

	private static boolean refers(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			return map.containsKey("$ref") || map.values().stream().anyMatch(MessageOverlap::refers);
		}
		return value instanceof List<?> list && list.stream().anyMatch(MessageOverlap::refers);
	}

	private static boolean isUnderstood(String keyword) {
		return UNDERSTOOD.contains(keyword) || DEFINITIONS.contains(keyword) || isAnnotation(keyword);
	}

	private static boolean isAnnotation(String keyword) {
		return ANNOTATIONS.contains(keyword) || keyword.startsWith("x-");
	}

	/**
	 * Return what of a schema is about values.
	 */
	private static @Nullable Object significant(@Nullable Object schema) {
		if (!(schema instanceof Map<?, ?> map)) {
			return schema;
		}
		Map<String, @Nullable Object> significant = new TreeMap<>();
		map.forEach((keyword, value) -> {
			String name = String.valueOf(keyword);
			if (!isAnnotation(name) && !DEFINITIONS.contains(name)) {
				significant.put(name, value);
			}
		});
		return significant;
	}

	private static boolean fitsType(@Nullable Object narrow, @Nullable Object wide) {
		Collection<String> allowed = strings(wide);
		Collection<String> possible = strings(narrow);
		return allowed.isEmpty() || (!possible.isEmpty() && possible.stream()
			.allMatch((type) -> allowed.contains(type) || (type.equals("integer") && allowed.contains("number"))));
	}

	private boolean fitsMembers(Map<?, ?> narrow, Map<?, ?> wide, @Nullable Object others) {
		boolean closed = others != null && !Boolean.TRUE.equals(others);
		return narrow.entrySet().stream().allMatch((member) -> {
			Object demand = wide.get(member.getKey());
			return (demand != null) ? fits(member.getValue(), demand) : !closed;
		});
	}

	private static Map<?, ?> members(@Nullable Object properties) {
		return (properties instanceof Map<?, ?> map) ? map : Map.of();
	}

	private static Collection<String> strings(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(String::valueOf).toList();
		}
		return (value instanceof String text) ? List.of(text) : List.of();
	}

}

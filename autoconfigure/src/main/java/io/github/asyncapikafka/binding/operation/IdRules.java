package io.github.asyncapikafka.binding.operation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.KafkaNames;
import io.github.asyncapikafka.model.KafkaOperationBinding;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of an operation's group and client id: which value they select, and which
 * values they allow.
 */
final class IdRules {

	private final Operation operation;

	private final @Nullable Schema groupId;

	private final @Nullable Schema clientId;

	IdRules(Operation operation, boolean receives, boolean ownDocument) {
		KafkaOperationBinding kafka = operation.kafka();
		this.operation = operation;
		this.groupId = (kafka != null && receives) ? kafka.groupId() : null;
		this.clientId = (kafka != null && ownDocument) ? kafka.clientId() : null;
	}

	boolean statesGroupId() {
		return this.groupId != null;
	}

	boolean statesClientId() {
		return this.clientId != null;
	}

	@Nullable Value<String> selectedGroupId() {
		return select(this.groupId);
	}

	@Nullable Value<String> selectedClientId() {
		return select(this.clientId);
	}

	@Nullable Value<String> checkGroupId(Value<String> value, Problems problems) {
		return check("group id", this.groupId, value, problems);
	}

	@Nullable Value<String> checkClientId(Value<String> value, Problems problems) {
		return check("client id", this.clientId, value, problems);
	}

	Problem missingGroupId() {
		Location location = (this.groupId != null) ? this.groupId.location() : this.operation.location();
		String reason = (this.groupId != null)
				? "its schema does not select one value" + choices(this.groupId) + described(this.groupId)
				: "the document states none";
		return new Problem(location,
				"The operation " + Printable.quote(this.operation.id()) + " needs a consumer group: " + reason + ".",
				"Set 'asyncapi-kafka.operations." + PropertyKeys.segment(this.operation.id())
						+ ".group-id' or 'spring.kafka.consumer.group-id'.");
	}

	/**
	 * Return the value that a schema selects: {@code const}, a single {@code enum} entry,
	 * or {@code default}.
	 */
	private static @Nullable Value<String> select(@Nullable Schema schema) {
		if (schema == null) {
			return null;
		}
		Object value = schema.get("const");
		if (value == null && schema.get("enum") instanceof List<?> values && values.size() == 1) {
			value = values.get(0);
		}
		if (value == null) {
			value = schema.get("default");
		}
		return (value != null) ? new Value<>(value.toString(), Source.document(schema.location())) : null;
	}

	private @Nullable Value<String> check(String what, @Nullable Schema schema, Value<String> value,
			Problems problems) {
		String refusal = KafkaNames.isLegalId(value.value()) ? refusal(schema, value.value())
				: "it is blank, too long, or holds control characters or an expression";
		if (refusal == null) {
			return value;
		}
		Location location = (value.source().location() != null || schema == null) ? value.source().location()
				: schema.location();
		problems.add(location,
				"The " + what + " " + Printable.quote(value.value()) + " of the operation "
						+ Printable.quote(this.operation.id()) + " (" + value.source() + ") is refused: " + refusal
						+ ((schema != null) ? described(schema) : "") + ".",
				"Use a value that is allowed.");
		return null;
	}

	private static @Nullable String refusal(@Nullable Schema schema, String value) {
		if (schema == null) {
			return null;
		}
		Object constant = schema.get("const");
		if (constant != null && !constant.toString().equals(value)) {
			return "the schema allows only " + Printable.quote(constant.toString());
		}
		if (schema.get("enum") instanceof List<?> values
				&& values.stream().noneMatch((entry) -> value.equals(Objects.toString(entry)))) {
			return "the schema allows only " + String.join(", ",
					values.stream().map((entry) -> Printable.quote(Objects.toString(entry))).toList());
		}
		if (schema.get("pattern") instanceof String pattern && !matches(pattern, value)) {
			return "it does not match the schema's pattern " + Printable.quote(pattern);
		}
		if (schema.get("minLength") instanceof Number min && value.length() < min.intValue()) {
			return "the schema demands at least " + min + " characters";
		}
		if (schema.get("maxLength") instanceof Number max && value.length() > max.intValue()) {
			return "the schema allows at most " + max + " characters";
		}
		return null;
	}

	private static boolean matches(String pattern, String value) {
		try {
			return Pattern.compile(pattern).matcher(value).find();
		}
		catch (PatternSyntaxException | StackOverflowError ex) {
			return false;
		}
	}

	private static String choices(Schema schema) {
		return (schema.get("enum") instanceof List<?> values) ? " of "
				+ String.join(", ", values.stream().map((entry) -> Printable.quote(Objects.toString(entry))).toList())
				: "";
	}

	private static String described(Schema schema) {
		return Optional.ofNullable(schema.get("description"))
			.map((description) -> " (" + Printable.escape(description.toString().strip()) + ")")
			.orElse("");
	}

}

package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON as the type of the one message that it can be: the one whose required
 * members are there, and whose constant members have their values.
 */
final class MessageDeserializer implements Deserializer<Object> {

	private final JsonMapper mapper;

	private final List<Candidate> candidates;

	MessageDeserializer(JsonMapper mapper, Map<KafkaMessage, Type> types) {
		this.mapper = mapper;
		this.candidates = types.entrySet()
			.stream()
			.map((entry) -> new Candidate(entry.getKey().id(), entry.getKey().requiredMembers(),
					entry.getKey().constantMembers(), mapper.constructType(entry.getValue())))
			.toList();
	}

	@Override
	public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
		if (data == null) {
			return null;
		}
		try {
			JsonNode node = this.mapper.readTree(data);
			return this.mapper.treeToValue(node, candidate(node).type());
		}
		catch (JacksonException ex) {
			throw new SerializationException("Cannot read the JSON as a message", ex);
		}
	}

	private Candidate candidate(JsonNode node) {
		List<Candidate> fitting = this.candidates.stream().filter((candidate) -> candidate.fits(node)).toList();
		if (fitting.size() != 1) {
			List<Candidate> shown = fitting.isEmpty() ? this.candidates : fitting;
			throw new SerializationException("The JSON could be " + (fitting.isEmpty() ? "none" : "any")
					+ " of the messages "
					+ String.join(", ", shown.stream().map((candidate) -> Printable.quote(candidate.id())).toList()));
		}
		return fitting.get(0);
	}

	/**
	 * A message that a record can be.
	 *
	 * @param id the message's id
	 * @param required the members that have to be there
	 * @param constants the members that can have one value only
	 * @param type the type that the application wants
	 */
	private record Candidate(String id, Set<String> required, Map<String, Object> constants, JavaType type) {

		boolean fits(JsonNode node) {
			return this.required.stream().allMatch(node::has) && this.constants.entrySet()
				.stream()
				.allMatch((constant) -> !node.has(constant.getKey())
						|| isEqual(node.get(constant.getKey()), constant.getValue()));
		}

		private static boolean isEqual(JsonNode node, Object value) {
			if (value instanceof Number number) {
				return node.isNumber() && node.decimalValue().compareTo(new BigDecimal(number.toString())) == 0;
			}
			return node.isValueNode() && node.asString().equals(value.toString());
		}

	}

}

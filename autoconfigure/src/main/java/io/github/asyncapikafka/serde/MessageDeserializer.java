package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private final Map<KafkaMessage, JavaType> types = new LinkedHashMap<>();

	MessageDeserializer(JsonMapper mapper, Map<KafkaMessage, Type> types) {
		this.mapper = mapper;
		types.forEach((message, type) -> this.types.put(message, mapper.constructType(type)));
	}

	@Override
	public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
		if (data == null) {
			return null;
		}
		try {
			JsonNode node = this.mapper.readTree(data);
			return this.mapper.treeToValue(node, this.types.get(message(node)));
		}
		catch (JacksonException ex) {
			throw new SerializationException("Cannot read the JSON as a message", ex);
		}
	}

	private KafkaMessage message(JsonNode node) {
		List<KafkaMessage> fitting = this.types.keySet().stream().filter((message) -> fits(message, node)).toList();
		if (fitting.size() != 1) {
			List<KafkaMessage> shown = fitting.isEmpty() ? List.copyOf(this.types.keySet()) : fitting;
			throw new SerializationException("The JSON could be " + (fitting.isEmpty() ? "none" : "any")
					+ " of the messages "
					+ String.join(", ", shown.stream().map((message) -> Printable.quote(message.id())).toList()));
		}
		return fitting.get(0);
	}

	private static boolean fits(KafkaMessage message, JsonNode node) {
		return message.requiredMembers().stream().allMatch(node::has) && message.constantMembers()
			.entrySet()
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

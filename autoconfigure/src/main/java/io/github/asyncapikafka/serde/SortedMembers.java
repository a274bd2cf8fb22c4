package io.github.asyncapikafka.serde;

import java.math.BigDecimal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sorts the members of JSON objects by their names, whatever wrote them: a map, a record
 * with an order of its own, or a tree. Numbers are written as {@link NumberText} has
 * them.
 */
final class SortedMembers {

	private SortedMembers() {
	}

	/**
	 * Return a sorted copy, equal for equal values.
	 * @param node the value, which stays as it is
	 * @return the value with all members sorted
	 */
	static JsonNode of(JsonNode node) {
		if (node instanceof ObjectNode object) {
			ObjectNode sorted = JsonNodeFactory.instance.objectNode();
			object.propertyStream()
				.sorted((first, second) -> first.getKey().compareTo(second.getKey()))
				.forEach((member) -> sorted.set(member.getKey(), of(member.getValue())));
			return sorted;
		}
		if (node instanceof ArrayNode array) {
			ArrayNode sorted = JsonNodeFactory.instance.arrayNode(array.size());
			array.forEach((item) -> sorted.add(of(item)));
			return sorted;
		}
		return (node instanceof NumericNode number && !number.isNaN()) ? canonical(number) : node;
	}

	/**
	 * Return a number as the one node that all equal numbers have.
	 */
	private static JsonNode canonical(NumericNode number) {
		BigDecimal canonical = NumberText.canonical(number.numberValue());
		return (canonical.scale() == 0) ? JsonNodeFactory.instance.numberNode(canonical.toBigInteger())
				: new DecimalNode(canonical);
	}

}

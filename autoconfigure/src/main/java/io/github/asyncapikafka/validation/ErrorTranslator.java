package io.github.asyncapikafka.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.networknt.schema.Error;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.schema.SchemaParts;
import io.github.asyncapikafka.validation.schema.Pointers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Says what a validator has found in the words of the document, without anything of the
 * value.
 */
final class ErrorTranslator {

	private static final int MAX_VIOLATIONS = 20;

	private static final int MAX_EXPECTATION = 100;

	private static final Set<String> RULES = Set.of("additionalItems", "additionalProperties", "allOf", "anyOf",
			"const", "contains", "dependencies", "dependentRequired", "dependentSchemas", "enum", "exclusiveMaximum",
			"exclusiveMinimum", "false", "format", "if", "items", "maxContains", "maxItems", "maxLength",
			"maxProperties", "maximum", "minContains", "minItems", "minLength", "minProperties", "minimum",
			"multipleOf", "not", "nullable", "oneOf", "pattern", "patternProperties", "prefixItems", "properties",
			"propertyNames", "readOnly", "required", "type", "unevaluatedItems", "unevaluatedProperties", "uniqueItems",
			"writeOnly");

	/** Rules whose error names a member of the schema, not of the value. */
	private static final Set<String> NAMED_BY_SCHEMA = Set.of("required", "dependentRequired", "dependencies");

	/** Rules whose error names a member of the value. */
	private static final Set<String> NAMED_BY_VALUE = Set.of("additionalProperties", "unevaluatedProperties",
			"propertyNames");

	private final Schema schema;

	private final JsonNode definition;

	ErrorTranslator(Schema schema, JsonNode definition) {
		this.schema = schema;
		this.definition = definition;
	}

	List<SchemaViolation> translate(List<Error> errors) {
		Map<String, List<Error>> alternatives = new LinkedHashMap<>();
		List<SchemaViolation> violations = new ArrayList<>();
		for (Error error : errors) {
			Alternative alternative = Alternative.of(error);
			if (alternative == null) {
				violations.add(violation(error));
			}
			else {
				alternatives.computeIfAbsent(alternative.path(), (path) -> new ArrayList<>()).add(error);
			}
		}
		alternatives.values().forEach((group) -> violations.addAll(ofAlternatives(group)));
		return List.copyOf(violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS)));
	}

	/**
	 * Say that none of several schemas fits, or if only one can be meant, why that one
	 * does not: its constants and types fit.
	 */
	private List<SchemaViolation> ofAlternatives(List<Error> errors) {
		Map<String, List<Error>> byBranch = new LinkedHashMap<>();
		errors.forEach(
				(error) -> byBranch.computeIfAbsent(Alternative.required(error).branch(), (branch) -> new ArrayList<>())
					.add(error));
		List<List<Error>> meant = byBranch.values()
			.stream()
			.filter((branch) -> branch.stream().noneMatch((error) -> isDiscriminating(error.getKeyword())))
			.toList();
		if (meant.size() == 1 && byBranch.size() > 1) {
			return meant.get(0).stream().map(this::violation).toList();
		}
		Alternative alternative = Alternative.required(errors.get(0));
		return List.of(new SchemaViolation(alternative.instance(), alternative.keyword(),
				alternative.keyword() + ": one of " + byBranch.size() + " schemas", this.schema.location()));
	}

	private static boolean isDiscriminating(String keyword) {
		return keyword.equals("const") || keyword.equals("enum") || keyword.equals("type");
	}

	private SchemaViolation violation(Error error) {
		String keyword = error.getKeyword();
		String rule = (keyword != null && RULES.contains(keyword)) ? keyword : "schema";
		String pointer = Pointers.of(error.getInstanceLocation());
		String property = error.getProperty();
		if (property != null && NAMED_BY_VALUE.contains(rule)) {
			pointer = pointer + "/" + Pointers.escape(property);
		}
		String place = Pointers.of(error.getSchemaLocation().getFragment());
		return new SchemaViolation(pointer, rule, expectation(rule, property, place),
				SchemaParts.location(this.schema, place));
	}

	private String expectation(String rule, @Nullable String property, String place) {
		if (property != null && NAMED_BY_SCHEMA.contains(rule)) {
			return rule + ": " + cut(property);
		}
		JsonNode value = place.isEmpty() ? this.definition : this.definition.at(JsonPointer.compile(place));
		if (value.isMissingNode()) {
			return rule;
		}
		if (value.isObject() && !rule.equals("const")) {
			return rule + ": a schema";
		}
		if (Alternative.isChoice(rule)) {
			return rule + ": one of " + value.size() + " schemas";
		}
		return rule + ": " + cut(value.isString() ? value.asString() : value.toString());
	}

	private static String cut(String text) {
		return (text.length() > MAX_EXPECTATION) ? text.substring(0, MAX_EXPECTATION) + "..." : text;
	}

}

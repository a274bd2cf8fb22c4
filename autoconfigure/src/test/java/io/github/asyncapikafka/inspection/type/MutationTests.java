package io.github.asyncapikafka.inspection.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Changes a schema and a class that fit each other in one way at a time: exactly that is
 * found.
 */
class MutationTests {

	private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object");

	/** What the properties of {@link Fitting} are in the schema. */
	private static final Map<String, String> FITTING = Map.of("text", "string", "whole", "integer", "real", "number",
			"flag", "boolean", "list", "array", "part", "object");

	/** Other types that can be read, or written, without an error. */
	private static final Map<String, Set<String>> READ = Map.of("text", Set.of("integer", "number", "boolean"), "real",
			Set.of("integer"));

	private static final Map<String, Set<String>> WRITTEN = Map.of("whole", Set.of("number"), "real",
			Set.of("integer"));

	private final TypeInspector inspector = new TypeInspector(JsonMapper.builder().build());

	@Test
	void nothingIsFoundBeforeAnythingIsChanged() {
		Schema schema = schema(Map.of(), Map.of());
		assertThat(this.inspector.reading(schema, Fitting.class)).isEqualTo(TypeReport.NOTHING);
		assertThat(this.inspector.writing(schema, Fitting.class)).isEqualTo(TypeReport.NOTHING);
	}

	@TestFactory
	Stream<DynamicTest> typeThatIsChangedIsFoundAlone() {
		return FITTING.keySet()
			.stream()
			.flatMap((property) -> TYPES.stream()
				.filter((type) -> !type.equals(FITTING.get(property)))
				.map((type) -> dynamicTest(property + " as " + type, () -> {
					Schema schema = schema(Map.of(property, type), Map.of());
					assertThat(errors(this.inspector.reading(schema, Fitting.class)))
						.isEqualTo(expected(READ, property, type));
					assertThat(errors(this.inspector.writing(schema, Fitting.class)))
						.isEqualTo(expected(WRITTEN, property, type));
				})));
	}

	@TestFactory
	Stream<DynamicTest> propertyThatIsForbiddenIsFoundAlone() {
		return FITTING.keySet().stream().map((property) -> dynamicTest(property, () -> {
			Map<String, Object> properties = properties(Map.of());
			properties.remove(property);
			Schema schema = schema(Map.of("properties", properties, "additionalProperties", false));
			assertThat(this.inspector.reading(schema, Fitting.class)).isEqualTo(TypeReport.NOTHING);
			assertThat(this.inspector.writing(schema, Fitting.class).mismatches()).singleElement()
				.returns(TypeRule.FORBIDDEN_PROPERTY, TypeMismatch::rule)
				.returns("Fitting." + property, TypeMismatch::path);
		}));
	}

	@Test
	void propertyThatIsRequiredAndNotThereIsFoundAlone() {
		Schema schema = schema(Map.of(), Map.of("required", List.of("text", "list", "more")));
		assertThat(this.inspector.reading(schema, Fitting.class)).isEqualTo(TypeReport.NOTHING);
		assertThat(this.inspector.writing(schema, Fitting.class).mismatches()).singleElement()
			.returns(TypeRule.MISSING_PROPERTY, TypeMismatch::rule)
			.returns("Fitting", TypeMismatch::path);
	}

	private static List<String> errors(TypeReport report) {
		return report.mismatches()
			.stream()
			.filter((mismatch) -> mismatch.rule().isError())
			.map((mismatch) -> mismatch.pointer() + " " + mismatch.path())
			.toList();
	}

	private static List<String> expected(Map<String, Set<String>> tolerated, String property, String type) {
		return tolerated.getOrDefault(property, Set.of()).contains(type) ? List.of()
				: List.of("/properties/" + property + " Fitting." + property);
	}

	private static Schema schema(Map<String, String> changes, Map<String, Object> further) {
		Map<String, Object> members = new LinkedHashMap<>(further);
		members.put("type", "object");
		members.put("properties", properties(changes));
		return schema(members);
	}

	private static Schema schema(Map<String, Object> members) {
		return new Schema(null, members, Map.of(), new Location("asyncapi.yaml", "", 1, 1));
	}

	private static Map<String, Object> properties(Map<String, String> changes) {
		Map<String, Object> result = new LinkedHashMap<>();
		FITTING.forEach((name, type) -> result.put(name, Map.of("type", changes.getOrDefault(name, type))));
		return result;
	}

	record Fitting(String text, Integer whole, Double real, Boolean flag, List<String> list, Part part) {

	}

	record Part(String name) {

	}

}

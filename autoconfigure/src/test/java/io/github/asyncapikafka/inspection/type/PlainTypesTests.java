package io.github.asyncapikafka.inspection.type;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.binding.format.SerdeFormat;

import static io.github.asyncapikafka.inspection.type.TestSchemas.lines;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TypeInspector} with keys and other values that are not JSON.
 */
class PlainTypesTests {

	private static final Map<String, Type> TYPES = Stream
		.of(int.class, long.class, Integer.class, Long.class, float.class, double.class, boolean.class, String.class,
				UUID.class, BigDecimal.class, Object.class, byte[].class, Zone.class, Map.class)
		.collect(Collectors.toMap(Class::getSimpleName, (type) -> type));

	private final TypeInspector inspector = new TypeInspector(JsonMapper.builder().build());

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{type: integer}                            | INT64   | long       |
			{type: integer}                            | INT64   | int        |
			{type: integer, format: int64}             | INT64   | int        | type-width
			{type: integer, format: int64}             | INT64   | Object     |
			{type: integer, format: int64}             | INT64   | byte[]     |
			{type: integer, format: int64}             | INT64   | String     | type-values
			{type: integer, format: int32}             | INT32   | Long       |
			{type: number}                             | DOUBLE  | double     |
			{type: number}                             | DOUBLE  | float      | type-values
			{type: number, format: float}              | FLOAT   | float      |
			{type: boolean}                            | BOOLEAN | boolean    |
			{type: boolean}                            | BOOLEAN | int        | type-values
			{type: string}                             | TEXT    | String     |
			{type: string}                             | TEXT    | Object     |
			{type: string}                             | TEXT    | int        | type-values
			{type: string, pattern: '^[0-9]+$'}        | TEXT    | int        |
			{type: string}                             | TEXT    | UUID       | type-format
			{type: string, format: uuid}               | TEXT    | UUID       |
			{type: string, enum: [EU, US]}             | TEXT    | Zone       |
			{type: string, enum: [EU, US, ASIA]}       | TEXT    | Zone       | type-enum
			{type: string, enum: [eu, us]}             | TEXT    | Zone       | type-values
			{type: string}                             | TEXT    | Zone       | type-enum
			{type: integer}                            | TEXT    | long       |
			{type: integer, format: int64}             | TEXT    | Integer    | type-width
			{type: number}                             | TEXT    | BigDecimal |
			{type: object}                             | JSON    | int        | type-category
			{type: object}                             | JSON    | Map        |
			{type: string, format: binary}             | BINARY  | byte[]     |
			""")
	void bytesAreRead(String schema, SerdeFormat format, String type, @Nullable String rule) {
		TypeReport report = this.inspector.reading(TestSchemas.yaml(schema), format, TYPES.get(type));
		assertThat(rules(report)).as(lines(report).toString()).isEqualTo(expected(rule));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{type: integer}                | INT64   | long    |
			{type: integer}                | INT64   | Integer |
			{type: integer}                | INT64   | String  | type-values
			{type: integer, format: int32} | INT32   | int     |
			{type: integer, format: int32} | INT32   | long    | type-width
			{type: number}                 | DOUBLE  | float   |
			{type: number, format: float}  | FLOAT   | double  | type-values
			{type: boolean}                | BOOLEAN | boolean |
			{type: string}                 | TEXT    | int     |
			{type: string}                 | TEXT    | String  |
			{type: string, format: uuid}   | TEXT    | UUID    |
			{type: string, enum: [EU, US]} | TEXT    | Zone    |
			{type: string, enum: [EU]}     | TEXT    | Zone    | type-enum
			{type: string, enum: [eu]}     | TEXT    | Zone    | type-values
			{type: object}                 | JSON    | int     | type-category
			""")
	void bytesAreWritten(String schema, SerdeFormat format, String type, @Nullable String rule) {
		TypeReport report = this.inspector.writing(TestSchemas.yaml(schema), format, TYPES.get(type));
		assertThat(rules(report)).as(lines(report).toString()).isEqualTo(expected(rule));
	}

	@Test
	void keyOfAnotherSizeIsToldWithItsPlace() {
		assertThat(lines(this.inspector.reading(TestSchemas.yaml("{type: integer, format: int64}"), SerdeFormat.INT64,
				int.class)))
			.containsExactly(
					"WARN type-width asyncapi.yaml:7:9 : The type is int, but the contract has an integer in 8 bytes "
							+ "there. Use long.");
		assertThat(
				lines(this.inspector.writing(TestSchemas.yaml("{type: boolean}"), SerdeFormat.BOOLEAN, String.class)))
			.containsExactly(
					"ERROR type-values asyncapi.yaml:7:9 : The type is String, but the contract has a boolean there. "
							+ "Use boolean.");
	}

	@Test
	void bytesThatOnlyTheApplicationKnowsAreSkipped() {
		assertThat(lines(
				this.inspector.reading(TestSchemas.yaml("{type: integer}"), SerdeFormat.PASS_THROUGH, UUID.class)))
			.containsExactly("SKIP UUID: only the application knows what its bytes mean");
	}

	private static List<String> rules(TypeReport report) {
		return report.mismatches().stream().map((mismatch) -> mismatch.rule().id()).toList();
	}

	private static List<String> expected(@Nullable String rule) {
		return (rule != null) ? List.of(rule) : List.of();
	}

	enum Zone {

		EU, US

	}

}

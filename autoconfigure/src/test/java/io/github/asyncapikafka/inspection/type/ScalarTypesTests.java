package io.github.asyncapikafka.inspection.type;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TypeInspector} with schemas and types of one value, as a mapper
 * without settings has them.
 */
class ScalarTypesTests {

	private static final Map<String, Type> TYPES = Stream
		.of(int.class, long.class, byte.class, Short.class, double.class, float.class, boolean.class, char.class,
				BigDecimal.class, UUID.class, Instant.class, AtomicInteger.class, OptionalInt.class, LocalDate.class,
				LocalDateTime.class, LocalTime.class, OffsetTime.class, OffsetDateTime.class, ZonedDateTime.class,
				Date.class, Duration.class, Period.class, URI.class, ByteBuffer.class, JsonNode.class, Object.class,
				Map.class, List.class, int[].class, byte[].class, String.class, Color.class)
		.collect(Collectors.toMap(Class::getSimpleName, (type) -> type));

	private final TypeInspector inspector = new TypeInspector(JsonMapper.builder().build());

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{type: integer}                                        | int            |
			{type: integer}                                        | long           |
			{type: integer}                                        | Short          | type-width
			{type: integer, maximum: 100}                          | byte           |
			{type: integer, minimum: 0, maximum: 300}              | byte           | type-width
			{type: integer, minimum: 0, exclusiveMaximum: 128}     | byte           |
			{type: integer, format: int64}                         | int            | type-width
			{type: integer, format: int64, minimum: 0, maximum: 9} | int            |
			{type: integer, maximum: 5000000000}                   | int            | type-width
			{type: integer, format: int64}                         | double         | type-width
			{type: integer}                                        | double         |
			{type: integer}                                        | BigDecimal     |
			{type: integer}                                        | boolean        | type-values
			{type: integer}                                        | UUID           | type-values
			{type: integer}                                        | Instant        |
			{type: integer}                                        | AtomicInteger  |
			{type: integer}                                        | OptionalInt    |
			{type: number}                                         | int            | type-values
			{type: number}                                         | long           | type-values
			{type: number}                                         | double         |
			{type: number}                                         | float          | type-width
			{type: number, format: float}                          | float          |
			{type: number, multipleOf: 1}                          | int            |
			{type: number, format: int32}                          | int            |
			{type: number, enum: [1, 2]}                           | int            |
			{type: number, minimum: 0, maximum: 1}                 | int            | type-values
			{type: number, enum: [0.1, 0.2]}                       | double         |
			{type: number, enum: [0.1, 0.2]}                       | float          |
			{type: number, enum: [0.1, 0.2]}                       | BigDecimal     |
			{type: number, enum: [0.1, 1]}                         | int            | type-values
			{type: number, minimum: 0.1, maximum: 0.3}             | int            |
			{type: number, minimum: 0.1, maximum: 0.3}             | double         |
			{type: boolean}                                        | boolean        |
			{type: boolean}                                        | int            | type-values
			{type: string}                                         | String         |
			{type: string}                                         | int            | type-values
			{type: string}                                         | boolean        | type-values
			{type: string, enum: ['true', 'false']}                | boolean        |
			{type: string, enum: ['1', '2']}                       | int            |
			{type: string, enum: ['1', two]}                       | int            | type-values
			{type: string, pattern: '^[0-9]+$'}                    | int            |
			{type: string, format: decimal}                        | BigDecimal     |
			{type: string, format: email}                          | int            | type-values
			{type: string}                                         | LocalDate      | type-format
			{type: string}                                         | UUID           | type-format
			{type: string}                                         | Color          | type-enum
			{type: string, enum: [RED, GREEN]}                     | Color          |
			{type: string, enum: [RED, BLUE]}                      | Color          | type-enum
			{type: string, enum: [red, green]}                     | Color          | type-values
			{enum: [RED]}                                          | Color          |
			{const: RED}                                           | Color          |
			{type: string, const: BLACK}                           | Color          | type-values
			{type: string, format: date}                           | LocalDate      |
			{type: string, format: date}                           | Instant        | type-format
			{type: string, format: date-time}                      | Instant        |
			{type: string, format: date-time}                      | OffsetDateTime |
			{type: string, format: date-time}                      | ZonedDateTime  |
			{type: string, format: date-time}                      | Date           |
			{type: string, format: date-time}                      | LocalDateTime  | type-format
			{type: string, format: date-time}                      | LocalDate      | type-format
			{type: string, format: time}                           | LocalTime      |
			{type: string, format: time}                           | OffsetTime     |
			{type: string, format: duration}                       | Duration       |
			{type: string, format: duration}                       | Period         |
			{type: string, format: uuid}                           | UUID           |
			{type: string, format: uri}                            | URI            |
			{type: string, format: byte}                           | ByteBuffer     |
			{type: string, contentEncoding: base64}                | ByteBuffer     |
			{type: string, format: byte}                           | UUID           | type-format
			{type: string, maxLength: 1}                           | char           |
			{type: string}                                         | char           | type-values
			{type: [string, 'null']}                               | UUID           | type-format
			{type: [string, integer]}                              | int            |
			{type: [object, array]}                                | int            | type-category
			{oneOf: [{type: string}, {type: integer}]}             | int            |
			{oneOf: [{type: string}, {type: boolean}]}             | int            | type-values
			{anyOf: [{type: string}, {type: 'null'}]}              | int            | type-values
			{allOf: [{type: number}, {type: integer}]}             | int            |
			{type: object}                                         | int            | type-category
			{type: object}                                         | List           | type-category
			{type: object}                                         | Map            |
			{type: object}                                         | JsonNode       |
			{type: object}                                         | Object         |
			{type: array}                                          | List           |
			{type: array}                                          | Map            | type-category
			{type: array}                                          | JsonNode       |
			{type: array, items: {type: integer}}                  | int[]          |
			{type: array, items: {type: number}}                   | int[]          | type-values
			{type: array}                                          | LocalDate      |
			{type: string}                                         | List           | type-category
			{type: boolean}                                        | Map            | type-category
			{type: object}                                         | byte[]         |
			{description: anything}                                | int            |
			{type: number, minimum: 1, maximum: 1}                 | int            |
			""")
	void schemaIsRead(String schema, String type, @Nullable String rules) {
		TypeReport report = this.inspector.reading(TestSchemas.yaml(schema), TYPES.get(type));
		assertThat(rules(report)).as(String.join("\n", TestSchemas.lines(report))).isEqualTo(expected(rules));
		assertThat(report.skipped()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{type: integer}                                        | int            |
			{type: integer, format: int32}                         | long           |
			{type: integer}                                        | double         | type-width
			{type: integer}                                        | BigDecimal     | type-width
			{type: integer}                                        | boolean        | type-values
			{type: integer}                                        | UUID           | type-values
			{type: integer}                                        | Instant        | type-values
			{type: integer}                                        | OptionalInt    |
			{type: number}                                         | int            |
			{type: number}                                         | float          |
			{type: number}                                         | boolean        | type-values
			{type: boolean}                                        | boolean        |
			{type: boolean}                                        | int            | type-values
			{type: string}                                         | String         |
			{type: string}                                         | int            | type-values
			{type: string}                                         | LocalDate      |
			{type: string}                                         | UUID           |
			{type: string}                                         | Color          |
			{type: string, enum: [RED, GREEN, BLUE]}               | Color          |
			{type: string, enum: [RED]}                            | Color          | type-enum
			{type: string, enum: [red, green]}                     | Color          | type-values
			{type: integer}                                        | Color          | type-values
			{type: string, format: date}                           | LocalDate      |
			{type: string, format: date}                           | Instant        | type-format
			{type: string, format: date-time}                      | Instant        |
			{type: string, format: date-time}                      | OffsetDateTime |
			{type: string, format: date-time}                      | ZonedDateTime  |
			{type: string, format: date-time}                      | Date           |
			{type: string, format: date-time}                      | LocalDateTime  | type-format
			{type: string, format: time}                           | LocalTime      |
			{type: string, format: duration}                       | Duration       |
			{type: string, format: duration}                       | Period         |
			{type: string, format: uuid}                           | UUID           |
			{type: string, format: uuid}                           | URI            | type-format
			{type: string, format: uri}                            | URI            |
			{type: string, format: byte}                           | ByteBuffer     |
			{type: [string, integer]}                              | int            |
			{oneOf: [{type: string}, {type: boolean}]}             | int            | type-values
			{type: object}                                         | int            | type-category
			{type: object}                                         | List           | type-category
			{type: object}                                         | Map            |
			{type: object}                                         | JsonNode       |
			{type: object}                                         | Object         |
			{type: array}                                          | List           |
			{type: array}                                          | int            | type-category
			{type: array}                                          | Map            | type-category
			{type: array, items: {type: string}}                   | int[]          | type-values
			{type: string}                                         | List           | type-category
			""")
	void typeIsWritten(String schema, String type, @Nullable String rules) {
		TypeReport report = this.inspector.writing(TestSchemas.yaml(schema), TYPES.get(type));
		assertThat(rules(report)).as(String.join("\n", TestSchemas.lines(report))).isEqualTo(expected(rules));
	}

	private static List<String> rules(TypeReport report) {
		return report.mismatches().stream().map((mismatch) -> mismatch.rule().id()).toList();
	}

	private static List<String> expected(@Nullable String rules) {
		return (rules != null) ? Arrays.asList(rules.split(" ")) : List.of();
	}

	enum Color {

		RED, GREEN

	}

}

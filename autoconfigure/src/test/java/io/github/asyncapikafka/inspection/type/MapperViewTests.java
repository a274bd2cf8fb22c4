package io.github.asyncapikafka.inspection.type;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import io.github.asyncapikafka.model.Schema;

import static io.github.asyncapikafka.inspection.type.TestSchemas.lines;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link TypeInspector} sees types as the application's mapper does.
 */
class MapperViewTests {

	private static final Schema ORDER = TestSchemas.yaml("""
			type: object
			additionalProperties: false
			required: [order_id]
			properties:
			  order_id: {type: string}
			  total_price: {type: number}
			  placed_at: {type: string, format: date-time}
			""");

	private static final JsonMapper PLAIN = JsonMapper.builder().build();

	private static final JsonMapper SNAKE = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	@Test
	void namingStrategyCounts() {
		record Order(String orderId, BigDecimal totalPrice, Instant placedAt) {

		}
		assertThat(both(SNAKE, ORDER, Order.class)).isEmpty();
		assertThat(both(PLAIN, ORDER, Order.class)).containsExactly(
				"ERROR type-forbidden-property asyncapi.yaml:7:9 : Order.orderId is written as 'orderId', which the contract "
						+ "forbids. Remove the property, or leave it out with @JsonIgnore.",
				"ERROR type-forbidden-property asyncapi.yaml:7:9 : Order.totalPrice is written as 'totalPrice', which the "
						+ "contract forbids. Remove the property, or leave it out with @JsonIgnore.",
				"ERROR type-forbidden-property asyncapi.yaml:7:9 : Order.placedAt is written as 'placedAt', which the "
						+ "contract forbids. Remove the property, or leave it out with @JsonIgnore.",
				"ERROR type-missing-property asyncapi.yaml:12:13 /properties/order_id: Order does not write 'order_id', which "
						+ "the contract requires. Add the property, or name one so with @JsonProperty.");
	}

	@Test
	void annotationsNameAndHideProperties() {
		record Order(@JsonProperty("order_id") String id, @JsonAlias("total_price") @JsonIgnore int total,
				@JsonProperty("placed_at") Instant at) {

		}
		assertThat(both(PLAIN, ORDER, Order.class)).isEmpty();
	}

	@Test
	void aliasIsRead() {
		record Order(@JsonAlias("total_price") Integer total) {

		}
		assertThat(lines(new TypeInspector(PLAIN).reading(ORDER, Order.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:13:13 /properties/total_price: Order.total is Integer, which "
						+ "cannot hold the contract's numbers. Use double or BigDecimal.");
	}

	@Test
	void mixInIsSeen() {
		record Order(String id) {

		}
		interface Mixin {

			@JsonProperty("order_id")
			String id();

		}
		JsonMapper mapper = JsonMapper.builder().addMixIn(Order.class, Mixin.class).build();
		assertThat(lines(new TypeInspector(mapper).writing(ORDER, Order.class))).isEmpty();
	}

	@Test
	void propertyThatIsLeftOutWhenNullIsOnlyAWarning() {
		record Order(@JsonProperty("order_id") String id, @JsonInclude(JsonInclude.Include.NON_NULL) String note,
				@JsonInclude(JsonInclude.Include.NON_NULL) int count) {

		}
		assertThat(lines(new TypeInspector(PLAIN).writing(ORDER, Order.class))).containsExactly(
				"WARN type-forbidden-unless-null asyncapi.yaml:7:9 : Order.note is written as 'note' unless it is null, which "
						+ "the contract forbids. Remove the property, or leave it out with @JsonIgnore.",
				"ERROR type-forbidden-property asyncapi.yaml:7:9 : Order.count is written as 'count', which the contract "
						+ "forbids. Remove the property, or leave it out with @JsonIgnore.");
	}

	@Test
	void formatsAreThoseOfTheProperty() {
		record Order(@JsonProperty("order_id") String id,
				@JsonProperty("placed_at") @JsonFormat(pattern = "dd.MM.yyyy") LocalDate at) {

		}
		assertThat(both(PLAIN, ORDER, Order.class)).containsExactly(
				"WARN type-format asyncapi.yaml:14:13 /properties/placed_at: Order.at is LocalDate, which is not read from all "
						+ "of the contract's strings of format 'date-time', for example not from '2024-02-29T12:30:45Z'. Use "
						+ "Instant or OffsetDateTime, or correct the format.",
				"WARN type-format asyncapi.yaml:14:13 /properties/placed_at: Order.at is LocalDate, which is written like "
						+ "'29.02.2024', but the contract has the format 'date-time'. Use Instant or OffsetDateTime, or correct "
						+ "the format.");
	}

	@Test
	void timestampsAreNumbersIfTheMapperSaysSo() {
		record Order(@JsonProperty("order_id") String id, @JsonProperty("placed_at") Optional<Instant> at) {

		}
		JsonMapper mapper = JsonMapper.builder().enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build();
		assertThat(both(PLAIN, ORDER, Order.class)).isEmpty();
		assertThat(both(mapper, ORDER, Order.class)).containsExactly(
				"ERROR type-values asyncapi.yaml:14:13 /properties/placed_at: Order.at is Instant, which is written "
						+ "as a number, but the contract has a string there. Use String, or a type that is a string in JSON.");
	}

	@Test
	void whatIsRequiredDependsOnTheMapper() {
		record Order(@JsonProperty("order_id") String id, @JsonProperty("total_price") double total,
				@JsonProperty("placed_at") Instant at) {

		}
		JsonMapper tolerant = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
		JsonMapper strict = JsonMapper.builder()
			.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
			.build();
		String total = "WARN type-required asyncapi.yaml:13:13 /properties/total_price: Order.total is double, which must be "
				+ "present to be read, but the contract does not require 'total_price'. Use a type that can be absent, "
				+ "such as Double.";
		assertThat(lines(new TypeInspector(PLAIN).reading(ORDER, Order.class))).containsExactly(total);
		assertThat(lines(new TypeInspector(tolerant).reading(ORDER, Order.class))).isEmpty();
		assertThat(lines(new TypeInspector(strict).reading(ORDER, Order.class))).containsExactly(total,
				"WARN type-required asyncapi.yaml:14:13 /properties/placed_at: Order.at is Instant, which must be present to be "
						+ "read, but the contract does not require 'placed_at'. Use a type that can be absent, such as "
						+ "Optional.");
	}

	@Test
	void settersRequireNothing() {
		assertThat(lines(new TypeInspector(PLAIN).reading(ORDER, Setters.class))).isEmpty();
	}

	@Test
	void requiredPropertyThatTheContractDoesNotHave() {
		record Order(@JsonProperty(value = "customer", required = true) String customer) {

		}
		assertThat(lines(new TypeInspector(PLAIN).reading(ORDER, Order.class))).containsExactly(
				"WARN type-required asyncapi.yaml:7:9 : Order.customer is String, which must be present to be read, "
						+ "but the contract has no 'customer'. Remove it, or let it be absent.");
	}

	@Test
	void nullThatIsNotTaken() {
		Schema schema = TestSchemas.yaml("""
				type: object
				required: [size]
				properties:
				  size: {type: [integer, 'null']}
				""");
		record Item(int size) {

		}
		assertThat(lines(new TypeInspector(PLAIN).reading(schema, Item.class))).containsExactly(
				"WARN type-required asyncapi.yaml:11:13 /properties/size: Item.size is int, which does not take the "
						+ "null that the contract allows. Use a type that can be null, such as Integer.");
	}

	@Test
	void unknownPropertiesAreIgnoredUnlessTheMapperFailsOnThem() {
		record Order(@JsonProperty("order_id") String id, @JsonProperty("placed_at") Instant at) {

		}
		@JsonIgnoreProperties(ignoreUnknown = true)
		record Tolerant(@JsonProperty("order_id") String id) {

		}
		JsonMapper strict = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
		assertThat(lines(new TypeInspector(PLAIN).reading(ORDER, Order.class))).isEmpty();
		assertThat(lines(new TypeInspector(strict).reading(ORDER, Tolerant.class))).isEmpty();
		assertThat(lines(new TypeInspector(strict).reading(ORDER, Setters.class))).isEmpty();
		assertThat(lines(new TypeInspector(strict).reading(ORDER, Order.class))).containsExactly(
				"ERROR type-unknown-property asyncapi.yaml:13:13 /properties/total_price: Order cannot be read from an object "
						+ "with the contract's property 'total_price': the mapper fails on unknown properties. Add the "
						+ "property, or @JsonIgnoreProperties(ignoreUnknown = true).");
	}

	@Test
	void anyPropertiesFillWhatIsRequired() {
		assertThat(both(PLAIN, ORDER, Anything.class)).isEmpty();
	}

	@Test
	void unwrappedPropertiesAreOfTheObject() {
		Schema schema = TestSchemas.yaml("""
				type: object
				required: [home_city]
				additionalProperties: false
				properties:
				  home_city: {type: integer}
				""");
		assertThat(both(PLAIN, schema, Person.class)).containsExactly(
				"ERROR type-values asyncapi.yaml:12:13 /properties/home_city: Person.city is boolean, which cannot hold the "
						+ "contract's integers. Use int, long or BigInteger.",
				"ERROR type-values asyncapi.yaml:12:13 /properties/home_city: Person.city is boolean, which is written as a "
						+ "boolean, but the contract has an integer there. Use int, long or BigInteger.");
	}

	@Test
	void singleValuesStandForTheirClass() {
		Schema schema = TestSchemas.yaml("""
				type: object
				properties:
				  sku: {type: string}
				  price: {type: number}
				""");
		record Sku(@JsonValue String value) {

			@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
			Sku {
			}

		}
		record Price(@JsonValue int cents) {

			@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
			Price {
			}

		}
		record Item(Sku sku, Sku price) {

		}
		record Plain(Name sku, Price price) {

		}
		assertThat(lines(new TypeInspector(PLAIN).writing(schema, Item.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:11:13 /properties/price: Item.price is String, which is written as a "
						+ "string, but the contract has a number there. Use double or BigDecimal.");
		assertThat(lines(new TypeInspector(PLAIN).reading(schema, Plain.class))).containsExactly(
				"ERROR type-category asyncapi.yaml:10:13 /properties/sku: Plain.sku is Name, but the contract has a "
						+ "string there. Use String, or a type that is a string in JSON.",
				"ERROR type-category asyncapi.yaml:11:13 /properties/price: Plain.price is Price, but the contract has a number "
						+ "there. Use double or BigDecimal.");
	}

	@Test
	void classThatIsMadeFromOneValueIsNoObject() {
		Schema schema = TestSchemas.yaml("""
				type: object
				properties:
				  id: {type: object}
				  name: {type: object, properties: {first: {type: string}}}
				  text: {type: string}
				  either: {oneOf: [{type: object}, {type: string}]}
				  map: {type: object}
				""");
		record OrderId(@JsonValue String value) {

			@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
			OrderId {
			}

		}
		record Ids(OrderId id, OneText name, OneText text, OrderId either, OneMap map) {

		}
		assertThat(lines(new TypeInspector(PLAIN).reading(schema, Ids.class))).containsExactly(
				"ERROR type-category asyncapi.yaml:10:13 /properties/id: Ids.id is OrderId, but the contract has an object "
						+ "there. Use a class with the properties of the schema, or a Map.",
				"ERROR type-category asyncapi.yaml:11:13 /properties/name: Ids.name is OneText, but the contract has an object "
						+ "there. Use a class with the properties of the schema, or a Map.");
		JsonMapper rescuing = JsonMapper.builder().addHandler(new DeserializationProblemHandler() {
		}).build();
		assertThat(lines(new TypeInspector(rescuing).reading(schema, Ids.class))).isEmpty();
	}

	@Test
	void builderIsWhatIsRead() {
		assertThat(lines(new TypeInspector(PLAIN).reading(ORDER, Built.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:13:13 /properties/total_price: Built.total_price is int, which "
						+ "cannot hold the contract's numbers. Use double or BigDecimal.");
	}

	@Test
	void enumsAreReadAsTheMapperSays() {
		Schema schema = TestSchemas.yaml("{type: string, enum: [red, green, other]}");
		JsonMapper insensitive = JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
		JsonMapper unknown = JsonMapper.builder().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build();
		assertThat(lines(new TypeInspector(PLAIN).reading(schema, Named.class))).containsExactly(
				"WARN type-enum asyncapi.yaml:7:9 : The type is Named, which lacks the contract's 'other'. Add the "
						+ "constants, or name them with @JsonProperty.");
		assertThat(lines(new TypeInspector(PLAIN).reading(schema, Unnamed.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:7:9 : The type is Unnamed, which has none of the contract's values "
						+ "'red', 'green', 'other'. Add the constants, or name them with @JsonProperty.");
		assertThat(lines(new TypeInspector(insensitive).reading(schema, Unnamed.class))).containsExactly(
				"WARN type-enum asyncapi.yaml:7:9 : The type is Unnamed, which lacks the contract's 'other'. Add "
						+ "the constants, or name them with @JsonProperty.");
		assertThat(lines(new TypeInspector(unknown).reading(schema, Unnamed.class))).isEmpty();
		assertThat(lines(new TypeInspector(PLAIN).writing(schema, Named.class))).isEmpty();
	}

	@Test
	void scalarsAreReadAsTheMapperSays() {
		Schema schema = TestSchemas.yaml("{type: array, items: {type: integer}}");
		JsonMapper strict = JsonMapper.builder()
			.withCoercionConfig(LogicalType.Textual,
					(coercion) -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
			.build();
		JsonMapper single = JsonMapper.builder().enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY).build();
		assertThat(lines(new TypeInspector(PLAIN).reading(schema, String[].class))).isEmpty();
		assertThat(lines(new TypeInspector(strict).reading(schema, String[].class)))
			.containsExactly("ERROR type-values asyncapi.yaml:8:25 /items: String[][] is String, which cannot hold the "
					+ "contract's integers. Use int, long or BigInteger.");
		assertThat(lines(new TypeInspector(single).reading(schema, int[][].class))).isEmpty();
	}

	@Test
	void genericTypesAreResolved() {
		record Envelope<T>(T data) {

		}
		Schema schema = TestSchemas.yaml("""
				type: object
				properties:
				  data: {type: array, items: {type: number}}
				""");
		assertThat(lines(new TypeInspector(PLAIN).reading(schema, new TypeReference<Envelope<List<Integer>>>() {
		}.getType()))).containsExactly(
				"ERROR type-values asyncapi.yaml:10:33 /properties/data/items: Envelope<List<Integer>>.data[] is Integer, which "
						+ "cannot hold the contract's numbers. Use double or BigDecimal.");
		assertThat(lines(new TypeInspector(PLAIN).writing(schema, Envelope.class))).isEmpty();
	}

	@Test
	void codeOfTheApplicationIsSkipped() {
		record Order(Money total_price) {

		}
		SimpleModule module = new SimpleModule().addDeserializer(Money.class, new ValueDeserializer<>() {

			@Override
			public Money deserialize(JsonParser parser, DeserializationContext context) {
				return new Money(parser.getDecimalValue());
			}

		}).addSerializer(Money.class, new ValueSerializer<>() {

			@Override
			public void serialize(Money value, JsonGenerator generator, SerializationContext context) {
				generator.writeNumber(value.amount());
			}

		});
		JsonMapper mapper = JsonMapper.builder().addModule(module).build();
		Schema schema = TestSchemas.yaml("{type: object, properties: {total_price: {type: number}}}");
		assertThat(both(mapper, schema, Order.class)).containsExactly(
				"SKIP Order.total_price: Money is read by code of its own",
				"SKIP Order.total_price: Money is written by code of its own");
		assertThat(both(PLAIN, schema, Order.class)).containsExactly(
				"ERROR type-category asyncapi.yaml:8:39 /properties/total_price: Order.total_price is Money, but the contract "
						+ "has a number there. Use double or BigDecimal.",
				"ERROR type-category asyncapi.yaml:8:39 /properties/total_price: Order.total_price is Money, but the contract "
						+ "has a number there. Use double or BigDecimal.");
	}

	@Test
	void subtypesAreChosenByTheRecord() {
		Schema schema = TestSchemas.yaml("""
				type: object
				required: [kind, legs]
				additionalProperties: false
				properties:
				  kind: {type: string}
				  legs: {type: integer}
				""");
		assertThat(both(PLAIN, schema, Animal.class))
			.containsExactly("SKIP Animal: the record decides which subtype of Animal is read");
		assertThat(lines(new TypeInspector(PLAIN).writing(schema, Dog.class))).isEmpty();
	}

	private static List<String> both(JsonMapper mapper, Schema schema, Class<?> type) {
		TypeInspector inspector = new TypeInspector(mapper);
		List<String> result = new ArrayList<>(lines(inspector.reading(schema, type)));
		result.addAll(lines(inspector.writing(schema, type)));
		return result;
	}

	record Money(BigDecimal amount) {

	}

	record Name(String first) {

	}

	enum Named {

		@JsonProperty("red")
		RED, @JsonProperty("green")
		GREEN

	}

	enum Unnamed {

		RED, GREEN

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes(@JsonSubTypes.Type(value = Dog.class, name = "dog"))
	interface Animal {

	}

	record Dog(int legs) implements Animal {

	}

	static class Setters {

		private double total;

		@JsonProperty("total_price")
		public void setTotal(double total) {
			this.total = total;
		}

		public void setOrder_id(String id) {
		}

		public void setPlaced_at(Instant at) {
		}

	}

	static class Anything {

		private final Map<String, Object> values = new HashMap<>();

		@JsonAnyGetter
		public Map<String, Object> getValues() {
			return this.values;
		}

		@JsonAnySetter
		public void set(String name, Object value) {
			this.values.put(name, value);
		}

	}

	static class Person {

		@JsonUnwrapped(prefix = "home_")
		public Address home;

	}

	static class Address {

		public boolean city;

	}

	@JsonDeserialize(builder = Built.Builder.class)
	static class Built {

		@JsonPOJOBuilder(withPrefix = "")
		static class Builder {

			public Builder total_price(int price) {
				return this;
			}

			public Built build() {
				return new Built();
			}

		}

	}

	static class OneText {

		final String text;

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		OneText(String text) {
			this.text = text;
		}

	}

	static class OneMap {

		final Map<String, Object> members;

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		OneMap(Map<String, Object> members) {
			this.members = members;
		}

	}

}

package io.github.asyncapikafka.inspection.type;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.Schema;

import static io.github.asyncapikafka.inspection.type.TestSchemas.lines;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TypeInspector} with class hierarchies: a base that lists its kinds,
 * each of which has the base in {@code allOf}.
 */
class HierarchyTypesTests {

	private final TypeInspector inspector = new TypeInspector(JsonMapper.builder().build());

	@Test
	void typeOfABaseNeedsToFitAKind() {
		record Flat(String kind, double weight, Integer lives) {

		}
		record Heavy(String kind, int weight) {

		}
		record Light(String kind, double weight, boolean lives, boolean tricks) {

		}
		assertThat(lines(this.inspector.reading(schema("Pet"), Flat.class))).isEmpty();
		assertThat(lines(this.inspector.writing(schema("Pet"), Flat.class))).isEmpty();
		assertThat(lines(this.inspector.reading(schema("Pet"), Heavy.class))).containsExactly(none("Heavy", 10));
		assertThat(lines(this.inspector.writing(schema("Pet"), Light.class))).containsExactly(none("Light", 10));
	}

	@Test
	void typeOfAKindNeedsToFitTheBase() {
		record Dog(String kind, int weight, Integer tricks) {

		}
		record Nameless(double weight, long tricks) {

		}
		assertThat(lines(this.inspector.reading(schema("Dog"), Dog.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:16:9 /$defs/d1/properties/weight: Dog.weight is int, which cannot hold the "
						+ "contract's numbers. Use double or BigDecimal.");
		assertThat(lines(this.inspector.writing(schema("Dog"), Dog.class))).isEmpty();
		assertThat(lines(this.inspector.writing(schema("Dog"), Nameless.class))).containsExactly(nameless("d1"));
		assertThat(lines(this.inspector.writing(schema("Lion"), Nameless.class))).containsExactly(nameless("d2"));
	}

	@Test
	void typesThatNameTheirSubtypesAreWrittenAsKinds() {
		assertThat(lines(this.inspector.reading(schema("Pet"), Pet.class)))
			.containsExactly("SKIP Pet: the record decides which subtype of Pet is read");
		assertThat(lines(this.inspector.writing(schema("Pet"), Pet.class))).isEmpty();
		assertThat(lines(this.inspector.writing(schema("Pet"), Tom.class))).isEmpty();
		assertThat(lines(this.inspector.writing(schema("Cat"), Tom.class))).isEmpty();
		assertThat(lines(this.inspector.writing(schema("Cat"), Rex.class))).containsExactly(none("Rex", 21));
	}

	private static String nameless(String base) {
		return "ERROR type-missing-property asyncapi.yaml:15:9 /$defs/" + base + "/properties/kind: Nameless does not "
				+ "write 'kind', which the contract requires. Add the property, or name one so with @JsonProperty.";
	}

	private static String none(String type, int line) {
		return "ERROR type-values asyncapi.yaml:" + line + ":5 : The type is " + type
				+ ", which fits none of the contract's 2 alternatives. Use a type that fits one of them, or JsonNode for all.";
	}

	private static Schema schema(String name) {
		return TestDocuments.load("""
				asyncapi: 3.0.0
				info: {title: Pets, version: 1.0.0}
				channels:
				  pets:
				    messages:
				      pet:
				        payload: {$ref: '#/components/schemas/%s'}
				components:
				  schemas:
				    Pet:
				      type: object
				      discriminator: kind
				      required: [kind]
				      properties:
				        kind: {type: string}
				        weight: {type: number}
				        friend: {$ref: '#/components/schemas/Pet'}
				      oneOf:
				        - {$ref: '#/components/schemas/Cat'}
				        - {$ref: '#/components/schemas/Dog'}
				    Cat:
				      discriminator: kind
				      allOf:
				        - {$ref: '#/components/schemas/Pet'}
				        - {type: object, properties: {lives: {type: integer}}}
				      oneOf:
				        - {$ref: '#/components/schemas/Lion'}
				        - {$ref: '#/components/schemas/Tiger'}
				    Lion:
				      allOf: [{$ref: '#/components/schemas/Cat'}, {properties: {mane: {type: boolean}}}]
				    Tiger:
				      allOf: [{$ref: '#/components/schemas/Cat'}, {properties: {stripes: {type: integer}}}]
				    Dog:
				      allOf:
				        - {$ref: '#/components/schemas/Pet'}
				        - {type: object, properties: {tricks: {type: integer}}}
				""".formatted(name)).channels().get("pets").messages().get("pet").payload();
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(Tom.class), @JsonSubTypes.Type(Rex.class) })
	interface Pet {

		double weight();

	}

	record Tom(double weight, int lives, Pet friend) implements Pet {

	}

	record Rex(double weight, boolean lives) implements Pet {

	}

}

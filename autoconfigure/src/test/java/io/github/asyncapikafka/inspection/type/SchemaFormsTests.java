package io.github.asyncapikafka.inspection.type;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Schema;

import static io.github.asyncapikafka.inspection.type.TestSchemas.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for {@link TypeInspector} with the ways in which a schema can say the same.
 */
class SchemaFormsTests {

	private final TypeInspector inspector = new TypeInspector(JsonMapper.builder().build());

	@Test
	void allOfIsOneSchema() {
		Schema schema = TestSchemas.yaml("""
				allOf:
				  - type: object
				    required: [id]
				    properties:
				      id: {type: string}
				  - properties:
				      price: {type: number}
				    required: [price]
				""");
		record Item(String id, int price) {

		}
		record Nameless(double price) {

		}
		assertThat(lines(this.inspector.reading(schema, Item.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:14:17 /allOf/1/properties/price: Item.price is int, which cannot hold the "
						+ "contract's numbers. Use double or BigDecimal.");
		assertThat(lines(this.inspector.writing(schema, Nameless.class))).containsExactly(
				"ERROR type-missing-property asyncapi.yaml:12:17 /allOf/0/properties/id: Nameless does not write 'id', which "
						+ "the contract requires. Add the property, or name one so with @JsonProperty.");
	}

	@Test
	void referencesLeadToThePlaceOfTheirTarget() {
		Schema schema = TestDocuments.load("""
				asyncapi: 3.0.0
				info: {title: Orders, version: 1.0.0}
				channels:
				  orders:
				    messages:
				      order:
				        payload:
				          type: object
				          properties:
				            amount: {$ref: '#/components/schemas/Amount'}
				components:
				  schemas:
				    Amount:
				      type: number
				""").channels().get("orders").messages().get("order").payload();
		record Order(Integer amount) {

		}
		assertThat(lines(this.inspector.reading(schema, Order.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:13:5 /$defs/d1: Order.amount is Integer, which cannot hold the "
						+ "contract's numbers. Use double or BigDecimal.");
	}

	@Test
	void schemaThatContainsItselfIsComparedOnce() {
		Schema schema = TestDocuments.load("""
				asyncapi: 3.0.0
				info: {title: Trees, version: 1.0.0}
				channels:
				  trees:
				    messages:
				      tree:
				        payload: {$ref: '#/components/schemas/Tree'}
				components:
				  schemas:
				    Tree:
				      type: object
				      properties:
				        size: {type: number}
				        parent: {$ref: '#/components/schemas/Tree'}
				        children:
				          type: array
				          items: {$ref: '#/components/schemas/Tree'}
				""").channels().get("trees").messages().get("tree").payload();
		assertThat(lines(this.inspector.reading(schema, Tree.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:13:9 /properties/size: Tree.size is Integer, which cannot hold "
						+ "the contract's numbers. Use double or BigDecimal.");
		assertThat(lines(this.inspector.writing(schema, Tree.class))).isEmpty();
	}

	@Test
	void schemaThatIsItsOwnAlternativeEnds() {
		Schema schema = TestDocuments.load("""
				asyncapi: 3.0.0
				info: {title: Trees, version: 1.0.0}
				channels:
				  trees:
				    messages:
				      tree:
				        payload: {$ref: '#/components/schemas/Tree'}
				components:
				  schemas:
				    Tree:
				      oneOf:
				        - {$ref: '#/components/schemas/Tree'}
				        - {type: array, items: {$ref: '#/components/schemas/Tree'}}
				""").channels().get("trees").messages().get("tree").payload();
		assertThat(this.inspector.reading(schema, Tree.class).mismatches()).isEmpty();
		assertThat(this.inspector.writing(schema, Tree.class).mismatches()).isEmpty();
	}

	@Test
	void typeNeedsToFitOneAlternative() {
		Schema schema = TestSchemas.yaml("""
				type: object
				properties:
				  kind: {type: string}
				oneOf:
				  - required: [card]
				    properties: {card: {type: string}}
				  - required: [iban]
				    properties: {iban: {type: string}}
				""");
		record Card(String kind, String card) {

		}
		record Cash(String kind, String coins) {

		}
		assertThat(lines(this.inspector.writing(schema, Card.class))).isEmpty();
		assertThat(lines(this.inspector.writing(schema, Cash.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:7:9 : The type is Cash, which fits none of the contract's 2 "
						+ "alternatives. Use a type that fits one of them, or JsonNode for all.");
	}

	@Test
	void nullAmongTheAlternativesIsNoAlternative() {
		Schema schema = TestSchemas.yaml("""
				type: object
				properties:
				  size:
				    oneOf:
				      - {type: 'null'}
				      - {type: number}
				""");
		record Item(Integer size) {

		}
		assertThat(lines(this.inspector.reading(schema, Item.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:13:19 /properties/size/oneOf/1: Item.size is Integer, which "
						+ "cannot hold the contract's numbers. Use double or BigDecimal.");
	}

	@Test
	void mapHasTheValuesOfAllProperties() {
		Schema schema = TestSchemas.yaml("""
				type: object
				properties:
				  counts: {type: object, additionalProperties: {type: number}}
				  named: {type: object, properties: {one: {type: boolean}}}
				  matched: {type: object, patternProperties: {'^x': {type: array}}}
				""");
		record Maps(Map<String, Integer> counts, Map<String, Integer> named, Map<String, Integer> matched) {

		}
		assertThat(lines(this.inspector.reading(schema, Maps.class))).containsExactly(
				"ERROR type-values asyncapi.yaml:10:36 /properties/counts/additionalProperties: Maps.counts.* is Integer, which "
						+ "cannot hold the contract's numbers. Use double or BigDecimal.",
				"ERROR type-values asyncapi.yaml:11:48 /properties/named/properties/one: Maps.named.one is Integer, which "
						+ "cannot hold the contract's booleans. Use boolean.",
				"ERROR type-category asyncapi.yaml:12:57 /properties/matched/patternProperties/^x: Maps.matched.* is Integer, "
						+ "but the contract has an array there. Use a List or an array.");
	}

	@Test
	void propertyThatIsRuledOutIsForbidden() {
		Schema schema = TestSchemas.yaml("""
				type: object
				properties:
				  id: {type: string}
				  old: false
				""");
		record Item(String id, String old) {

		}
		assertThat(lines(this.inspector.reading(schema, Item.class))).isEmpty();
		assertThat(lines(this.inspector.writing(schema, Item.class))).containsExactly(
				"ERROR type-forbidden-property asyncapi.yaml:7:9 : Item.old is written as 'old', which the contract forbids. "
						+ "Remove the property, or leave it out with @JsonIgnore.");
	}

	@Test
	void patternsAllowMoreProperties() {
		Schema schema = TestSchemas.yaml("""
				type: object
				additionalProperties: false
				patternProperties: {'^x-': {type: string}}
				properties:
				  id: {type: string}
				""");
		record Item(String id, @JsonProperty("x-note") String note) {

		}
		assertThat(lines(this.inspector.writing(schema, Item.class))).isEmpty();
	}

	@Test
	void otherKindsOfSchemasAreSkipped() {
		Schema avro = new Schema(new Located<>("application/vnd.apache.avro;version=1.9.0", place()),
				Map.of("type", "record"), Map.of(), place());
		Schema raml = new Schema(new Located<>("application/raml+yaml;version=1.0", place()), Map.of("type", "number"),
				Map.of(), place());
		assertThat(List.of(lines(this.inspector.reading(avro, Tree.class)),
				lines(this.inspector.writing(raml, Tree.class))))
			.containsOnly(List.of("SKIP Tree: its schema is no JSON Schema"));
	}

	@Test
	void whatAnythingIsAllowedForFits() {
		assertThat(this.inspector.reading(null, Tree.class)).isEqualTo(TypeReport.NOTHING);
		assertThat(this.inspector.writing(new Schema(null, true, Map.of(), place()), Tree.class))
			.isEqualTo(TypeReport.NOTHING);
	}

	@Test
	void twentyMismatchesAreEnough() {
		StringBuilder yaml = new StringBuilder("type: object\nrequired: [");
		for (int i = 0; i < 30; i++) {
			yaml.append("p").append(i).append(", ");
		}
		yaml.setLength(yaml.length() - 2);
		assertThat(this.inspector.writing(TestSchemas.yaml(yaml + "]\n"), Tree.class).mismatches()).hasSize(20);
	}

	@Test
	void hostileSchemasAreComparedInNoTime() {
		Map<String, Object> deep = Map.of("type", "string", "pattern", "^((a+)+x?)+$", "minLength", 200);
		Map<String, Object> numbers = Map.of("type", "integer", "maximum", new BigDecimal("1e999999999"), "enum",
				List.of(new BigDecimal("1e999999999"), 1));
		Map<String, Object> wide = Map.of("oneOf", List.of(Map.of("$ref", "#"), Map.of("$ref", "#")), "anyOf",
				List.of(Map.of("$ref", "#"), Map.of("$ref", "#")), "type", "string");
		assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Stream.of(deep, numbers, wide).forEach((definition) -> {
			Schema schema = new Schema(null, definition, Map.of(), place());
			assertThat(this.inspector.reading(schema, Integer.class).mismatches()).isEmpty();
			this.inspector.writing(schema, Integer.class);
		}));
	}

	@Test
	void namesOfTheDocumentAreEscaped() {
		Schema schema = TestSchemas.yaml("""
				type: object
				required: ["a\\nERROR b"]
				""");
		assertThat(lines(this.inspector.writing(schema, Tree.class))).containsExactly(
				"ERROR type-missing-property asyncapi.yaml:7:9 : Tree does not write 'a\\nERROR b', which the contract requires. "
						+ "Add the property, or name one so with @JsonProperty.");
	}

	@Test
	void objectsThatAreNotDescribedRequireNothing() {
		record Item(int size) {

		}
		assertThat(this.inspector.reading(TestSchemas.yaml("{type: object}"), Item.class))
			.isEqualTo(TypeReport.NOTHING);
	}

	private static Location place() {
		return new Location("asyncapi.yaml", "", 1, 1);
	}

	record Tree(Integer size, Tree parent, List<Tree> children) {

	}

}

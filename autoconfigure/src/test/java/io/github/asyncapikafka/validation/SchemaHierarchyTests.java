package io.github.asyncapikafka.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Schemas of class hierarchies: a base that lists its kinds, each of which has the base
 * in {@code allOf}.
 */
class SchemaHierarchyTests {

	private static final String ASYNCAPI = "application/vnd.aai.asyncapi;version=3.0.0";

	private static final String OPENAPI_3_0 = "application/vnd.oai.openapi;version=3.0.3";

	private static final String OPENAPI_3_1 = "application/vnd.oai.openapi;version=3.1.0";

	private static final String OF_ASYNCAPI = "discriminator: kind";

	private static final String OF_OPENAPI = "discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat' } }";

	private static final String PETS = """
			Pet:
			  type: object
			  %s
			  required: [kind]
			  properties:
			    kind: { type: string }
			    name: { type: string, minLength: 2 }
			    friend: { $ref: '#/components/schemas/Pet' }
			  %s: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
			Cat:
			  allOf:
			    - { $ref: '#/components/schemas/Pet' }
			    - { type: object, properties: { lives: { type: integer } } }
			Dog:
			  allOf:
			    - { $ref: '#/components/schemas/Pet' }
			    - { type: object, properties: { tricks: { type: integer } } }
			""";

	private static final String NESTED = """
			Pet:
			  discriminator: kind
			  required: [kind]
			  properties: { kind: { type: string } }
			  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Lion' }, { $ref: '#/components/schemas/Dog' }]
			Cat:
			  discriminator: kind
			  allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [lives] }]
			  oneOf: [{ $ref: '#/components/schemas/Lion' }, { $ref: '#/components/schemas/Tiger' }]
			Lion: { allOf: [{ $ref: '#/components/schemas/Cat' }, { properties: { mane: { type: boolean } } }] }
			Tiger: { allOf: [{ $ref: '#/components/schemas/Cat' }, { properties: { stripes: { type: integer } } }] }
			Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [tricks] }] }
			""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{'kind':'cat','lives':9,'name':'Tom'}              | []
			{'kind':'bird'}                                    | []
			{'kind':'cat','lives':'nine'}                      | []
			{'kind':'cat','lives':'nine','tricks':'two'}       | [ anyOf]
			{'lives':9}                                        | [ required,  anyOf]
			{'kind':'cat','lives':9,'name':1}                  | [/name type,  anyOf]
			{'kind':'cat','friend':{'lives':9}}                | [/friend required, /friend anyOf,  anyOf]
			{'kind':'cat','friend':{'kind':'dog','tricks':1}}  | []
			1                                                  | [ type,  anyOf]
			""")
	void base(String text, String violations) {
		for (String keyword : List.of("oneOf", "anyOf")) {
			assertThat(violations("Pet", ASYNCAPI, PETS.formatted(OF_ASYNCAPI, keyword), text)).hasToString(violations);
			assertThat(violations("Pet", OPENAPI_3_0, PETS.formatted(OF_OPENAPI, keyword), text))
				.hasToString(violations);
			assertThat(violations("Pet", OPENAPI_3_1, PETS.formatted(OF_OPENAPI, keyword), text))
				.hasToString(violations);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{'kind':'cat','lives':9,'name':'Tom'}              | []
			{'kind':'cat','lives':'nine'}                      | [/lives type]
			{'kind':'cat','lives':9,'tricks':'two'}            | []
			{'lives':9}                                        | [ required]
			{'kind':'cat','name':'T'}                          | [/name minLength]
			{'kind':'cat','friend':{'lives':9}}                | [/friend required, /friend anyOf]
			{'kind':'cat','friend':{'kind':'dog','tricks':1}}  | []
			""")
	void kind(String text, String violations) {
		assertThat(violations("Cat", ASYNCAPI, PETS.formatted(OF_ASYNCAPI, "oneOf"), text)).hasToString(violations);
		assertThat(violations("Cat", OPENAPI_3_1, PETS.formatted(OF_OPENAPI, "anyOf"), text)).hasToString(violations);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Pet  | {'kind':'lion','lives':9,'mane':true}    | []
			Pet  | {'kind':'tiger','lives':9,'stripes':1}   | []
			Pet  | {'kind':'dog','tricks':1}                | []
			Pet  | {'kind':'dog'}                           | [ anyOf]
			Cat  | {'kind':'lion','lives':9,'mane':true}    | []
			Cat  | {'kind':'lion','mane':true}              | [ required,  anyOf]
			Cat  | {'lives':9}                              | [ required,  anyOf]
			Cat  | {'kind':'a','lives':9,'mane':1,'stripes':true} | [ anyOf]
			Lion | {'kind':'lion','lives':9,'mane':1}       | [/mane type]
			Lion | {'kind':'lion','mane':true}              | [ required]
			Lion | {'lives':9}                              | [ required]
			""")
	void kindsOfKinds(String schema, String text, String violations) {
		assertThat(violations(schema, ASYNCAPI, NESTED, text)).hasToString(violations);
		assertThat(violations(schema, OPENAPI_3_1, NESTED, text)).hasToString(violations);
	}

	@Test
	void kindsOverFurtherSchemas() {
		String schemas = """
				Pet: { discriminator: kind, required: [kind], anyOf: [{ $ref: '#/components/schemas/Lion' }] }
				Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [lives] }] }
				Lion: { allOf: [{ allOf: [{ $ref: '#/components/schemas/Cat' }] }, { required: [mane] }] }
				""";
		assertThat(violations("Pet", ASYNCAPI, schemas, "{'kind':'a','lives':1,'mane':1}")).isEmpty();
		assertThat(violations("Pet", ASYNCAPI, schemas, "{'kind':'a','mane':1}")).containsExactly(" anyOf");
		assertThat(violations("Cat", ASYNCAPI, schemas, "{'kind':'a','lives':1}")).isEmpty();
		assertThat(violations("Lion", ASYNCAPI, schemas, "{'lives':1,'mane':1}")).containsExactly(" required");
	}

	@Test
	void otherChoicesOfTheBaseAreItsOwnMembers() {
		String schemas = """
				Pet:
				  discriminator: kind
				  oneOf: [{ required: [chip] }, { required: [collar] }]
				  anyOf: [{ $ref: '#/components/schemas/Cat' }, { required: [tricks] }]
				Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [lives] }] }
				""";
		for (String schema : List.of("Pet", "Cat")) {
			assertThat(violations(schema, ASYNCAPI, schemas, "{'chip':1,'lives':1}")).isEmpty();
			assertThat(violations(schema, ASYNCAPI, schemas, "{'chip':1,'collar':1,'lives':1}")).contains(" oneOf");
		}
		assertThat(violations("Pet", ASYNCAPI, schemas, "{'chip':1,'tricks':1}")).isEmpty();
		String reversed = schemas.replace("oneOf", "some").replace("anyOf", "oneOf").replace("some", "anyOf");
		assertThat(violations("Pet", ASYNCAPI, reversed, "{'chip':1,'lives':1,'tricks':1}")).isEmpty();
		assertThat(violations("Pet", ASYNCAPI, reversed, "{'lives':1}")).contains(" anyOf");
		assertThat(violations("Pet", ASYNCAPI, reversed, "{'chip':1}")).containsExactly(" anyOf");
	}

	@Test
	void saysWhereTheBaseIsBroken() {
		assertThat(check("Cat", ASYNCAPI, PETS.formatted(OF_ASYNCAPI, "oneOf")).json(json("{'kind':1}")))
			.singleElement()
			.satisfies((violation) -> {
				assertThat(violation.expectation()).isEqualTo("type: string");
				assertThat(Objects.requireNonNull(violation.location()).pointer())
					.isEqualTo("/components/schemas/Pet/properties/kind");
			});
	}

	@Test
	void baseInAnotherFile(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("pets.yaml"), """
				Pet:
				  discriminator: kind
				  required: [kind]
				  oneOf: [{ $ref: 'cats.yaml#/Cat' }]
				""");
		Files.writeString(directory.resolve("cats.yaml"), """
				Cat: { allOf: [{ $ref: 'pets.yaml#/Pet' }, { properties: { lives: { type: integer } } }] }
				""");
		Path document = Files.writeString(directory.resolve("asyncapi.yaml"), """
				asyncapi: 3.0.0
				info: { title: t, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m: { payload: { $ref: 'pets.yaml#/Pet' } }
				      n: { payload: { $ref: 'cats.yaml#/Cat' } }
				""");
		AsyncApi api = AsyncApiDocumentLoader.strict().load(new FileSystemResource(document));
		for (String message : List.of("m", "n")) {
			SchemaCheck check = compile(api, message);
			assertThat(lines(check.json(json("{'kind':'cat','lives':9}")))).isEmpty();
			assertThat(lines(check.json(json("{'kind':'cat','lives':'nine'}"))))
				.containsExactly(message.equals("m") ? " anyOf" : "/lives type");
			assertThat(lines(check.json(json("{'lives':9}")))).contains(" required");
		}
	}

	@Test
	void examplesOfABaseAreCheckedOnceAsItsKindsAllow() {
		String document = document("Pet", ASYNCAPI, PETS.formatted(OF_ASYNCAPI + "\n  examples: [%s]", "oneOf"));
		AsyncApi api = TestDocuments.load(document.formatted("{ kind: cat, lives: 9 }"));
		SchemaExamples examples = SchemaExamples.of(payload(api, "m"));
		assertThat(lines(new JsonSchemaValidator().compile(examples.schema()).json(examples.values()))).isEmpty();
		SchemaExamples wrong = SchemaExamples.of(payload(TestDocuments.load(document.formatted("{ kind: 1 }")), "m"));
		assertThat(lines(new JsonSchemaValidator().compile(wrong.schema()).json(wrong.values())))
			.containsExactly("/0/kind type", "/0 anyOf");
	}

	@ParameterizedTest
	@ValueSource(strings = { ASYNCAPI, OPENAPI_3_0, OPENAPI_3_1 })
	void baseWithoutDiscriminatorIsAProblem(String format) {
		assertThat(problems("Pet", format, PETS.formatted("description: A pet", "oneOf"))).first()
			.satisfies((problem) -> {
				assertThat(problem.message()).startsWith("The schema leads back to itself at '#/");
				assertThat(problem.action())
					.isEqualTo("Let it refer to itself below 'properties' or 'items' only, or give the schema at '#' a "
							+ "'discriminator' if it is the base of those that it lists, or set "
							+ "'asyncapi-kafka.channels.<id>.enforcement.inbound' and '.outbound' to 'off'.");
			});
	}

	@Test
	void jsonSchemaHasNoDiscriminator() {
		assertThat(problems("Pet", "application/schema+json;version=draft-07", PETS.formatted(OF_OPENAPI, "oneOf")))
			.first()
			.satisfies((problem) -> assertThat(problem.action()).doesNotContain("discriminator"));
	}

	/** What other generators write for the same, which ends by itself. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					Pet: { discriminator: kind, properties: { kind: { type: string } } }                  | Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [lives] }] } | Cat
					Pet: { discriminator: kind, oneOf: [{ $ref: '#/components/schemas/Cat' }] }            | Cat: { required: [lives], properties: { kind: { const: cat } } }               | Pet
					Pet: { anyOf: [{ allOf: [{ $ref: '#/components/schemas/Cat' }, { properties: { kind: { const: cat } } }] }] } | Cat: { required: [lives] }                             | Pet
					Pet: { properties: { friend: { allOf: [{ $ref: '#/components/schemas/Pet' }], description: x } } } | Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [lives] }] } | Cat
					""")
	void otherHierarchiesEnd(String first, String second, String schema) {
		for (String format : List.of(ASYNCAPI, OPENAPI_3_0, OPENAPI_3_1)) {
			String schemas = first + "\n" + second + "\n";
			assertThat(violations(schema, format, schemas, "{'kind':'cat','lives':9}")).isEmpty();
			assertThat(violations(schema, format, schemas, "{'kind':'cat'}")).isNotEmpty();
		}
	}

	/** Whatever else leads back to a base with a discriminator. */
	@ParameterizedTest
	@ValueSource(strings = { "Pet: { discriminator: kind, allOf: [{ $ref: '#/components/schemas/Pet' }] }",
			"Pet: { discriminator: kind, oneOf: [{ $ref: '#/components/schemas/Pet' }] }",
			"Pet: { discriminator: kind, oneOf: [{ not: { $ref: '#/components/schemas/Pet' } }] }",
			"Pet: { discriminator: kind, oneOf: [{ oneOf: [{ $ref: '#/components/schemas/Pet' }] }] }",
			"Pet: { discriminator: kind, oneOf: [{ allOf: [{ anyOf: [{ $ref: '#/components/schemas/Pet' }] }] }] }",
			"Pet: { discriminator: [kind], oneOf: [{ allOf: [{ $ref: '#/components/schemas/Pet' }] }] }" })
	void anythingElseThatNeverEndsIsAProblem(String schema) {
		assertThat(problems("Pet", ASYNCAPI, schema)).extracting(Problem::message)
			.allMatch((message) -> message.startsWith("The schema leads back to itself"))
			.isNotEmpty();
	}

	private static List<String> violations(String schema, String format, String schemas, String text) {
		return lines(check(schema, format, schemas).json(json(text)));
	}

	private static List<String> lines(List<SchemaViolation> violations) {
		return violations.stream().map((violation) -> violation.pointer() + " " + violation.rule()).toList();
	}

	private static byte[] json(String text) {
		return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

	private static List<Problem> problems(String schema, String format, String schemas) {
		List<Problem> problems = new ArrayList<>();
		assertThatExceptionOfType(InvalidSchemaException.class).isThrownBy(() -> check(schema, format, schemas))
			.satisfies((ex) -> problems.addAll(ex.getProblems()));
		return problems;
	}

	private static SchemaCheck check(String schema, String format, String schemas) {
		return compile(AsyncApiDocumentLoader.lenient().load(TestDocuments.yaml(document(schema, format, schemas))),
				"m");
	}

	private static SchemaCheck compile(AsyncApi api, String message) {
		return new JsonSchemaValidator().compile(payload(api, message));
	}

	private static Schema payload(AsyncApi api, String message) {
		return Objects.requireNonNull(api.channels().get("c").messages().get(message).payload());
	}

	private static String document(String schema, String format, String schemas) {
		return """
				asyncapi: 3.0.0
				info: { title: t, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m: { payload: { schemaFormat: %s, schema: { $ref: '#/components/schemas/%s' } } }
				components:
				  schemas:
				""".formatted(format, schema) + schemas.indent(4);
	}

}

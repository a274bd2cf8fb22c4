package io.github.asyncapikafka.inspection.rule;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.TestSettings;
import io.github.asyncapikafka.inspection.Finding;
import io.github.asyncapikafka.inspection.TestCode;
import io.github.asyncapikafka.inspection.TypeComparison;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OverlappingMessagesRule}.
 */
class OverlappingMessagesRuleTests {

	@Test
	void equalSchemas() {
		assertThat(findings("{ payload: { title: A, type: object, required: [ id ] } }",
				"{ payload: { title: B, type: object, required: [ id ] } }"))
			.containsExactly("asyncapi.yaml:8:7 [overlapping-messages] The messages 'a' and 'b' of 'on' cannot be told "
					+ "apart: what fits the one fits the other. Require a property with a 'const' of its own in each "
					+ "of them.");
	}

	@Test
	void schemaThatIsWider() {
		assertThat(findings("{ payload: { type: object, properties: { id: { type: integer } } } }",
				"{ payload: { type: object, required: [ id ], properties: { id: { type: integer } } } }"))
			.containsExactly("asyncapi.yaml:9:7 [overlapping-messages] A message 'b' of 'on' fits the schema of 'a', "
					+ "too, so they cannot be told apart. Require a property with a 'const' of its own in each of "
					+ "them.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					{};                                                                 {}
					{ payload: true };                                                  { payload: { type: string } }
					{ payload: { type: object } };                                      { payload: { type: object, required: [ x ] } }
					{ payload: { type: [ object, 'null' ] } };                          { payload: { type: object } }
					{ payload: { type: number } };                                      { payload: { type: integer, minimum: 3 } }
					{ payload: { properties: { a: { type: string } } } };               { payload: { properties: { b: { type: string } } } }
					{ payload: { $ref: '#/components/schemas/One' } };                  { payload: { $ref: '#/components/schemas/One' } }
					{ payload: { type: object, properties: { o: { $ref: '#/components/schemas/One' } } } }; { payload: { type: object, properties: { o: { $ref: '#/components/schemas/One' } } } }
					""")
	void provenOverlap(String first, String second) {
		assertThat(findings(first, second)).hasSize(1);
		assertThat(findings(second, first)).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					{ payload: { type: object, required: [ a ] } };                     { payload: { type: object, required: [ b ] } }
					{ payload: { type: object } };                                      { payload: { type: string } }
					{ payload: { properties: { k: { const: a } } } };                   { payload: { properties: { k: { const: b } } } }
					{ payload: { properties: { k: { enum: [ a ] } } } };                { payload: { properties: { k: { enum: [ b ] } } } }
					{ payload: { type: string, format: uuid } };                        { payload: { type: string, format: email } }
					{ payload: { type: string, pattern: a } };                          { payload: { type: string, pattern: b } }
					{ payload: { type: object, additionalProperties: false, properties: { a: {} } } }; { payload: { type: object, additionalProperties: false, properties: { b: {} } } }
					{ payload: { oneOf: [ { type: string } ] } };                       { payload: { oneOf: [ { type: integer } ] } }
					{ payload: { type: object, discriminator: kind } };                 { payload: { type: object, discriminator: kind } }
					{ bindings: { kafka: { key: { type: string } } } };                 { bindings: { kafka: { key: { type: integer } } } }
					{ contentType: application/octet-stream };                          { contentType: application/octet-stream }
					{ payload: { type: object, properties: { o: { $ref: '#/components/schemas/One' } } } }; { payload: { type: object, properties: { o: { $ref: '#/components/schemas/Two' } } } }
					""")
	void noProvenOverlap(String first, String second) {
		assertThat(findings(first, second)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "headers: { type: object, required: [ kind ], properties: { kind: { type: string } } }",
			"headers: { type: object, properties: { trace: {} } }, payload: { type: object }",
			"headers: { properties: { kind: { const: same } } }", "headers: { properties: { ce_source: {} } }",
			"payload: { type: object, properties: { type: { type: string } } }" })
	void equalMessagesWithNothingThatTellsThemApart(String message) {
		assertThat(findings("{ " + message + " }", "{ " + message + " }")).hasSize(1);
	}

	/**
	 * Each line is what tells equal messages apart, for the one and for the other.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					headers: { type: object, properties: { kind: { const: a } } };     headers: { type: object, properties: { kind: { const: b } } }
					headers: { type: object, properties: { kind: { enum: [ a, c ] } } }; headers: { type: object, properties: { kind: { enum: [ b, d ] } } }
					headers: { type: object, properties: { kind: { const: a } } };     x-nothing: {}
					headers: { $ref: '#/components/schemas/HeadersOfOne' };            headers: { $ref: '#/components/schemas/HeadersOfTwo' }
					headers: { type: object, properties: { ce_type: {} } };            headers: { type: object, properties: { ce_type: {} } }
					contentType: application/cloudevents+json;                         contentType: application/cloudevents+json
					""")
	void equalPayloadsThatSomethingTellsApart(String first, String second) {
		String payload = ", payload: { type: object, required: [ id ] } }";
		assertThat(findings("{ " + first + payload, "{ " + second + payload)).isEmpty();
		assertThat(findings("{ " + second + payload, "{ " + first + payload)).isEmpty();
		assertThat(findings("{ x-nothing: {}" + payload, "{ x-nothing: {}" + payload)).hasSize(1);
	}

	@Test
	void constantThatOnlyOneMessageHas() {
		String narrow = "{ payload: { type: object, required: [ kind ], properties: { kind: %s } } }";
		assertThat(findings(narrow.formatted("{ const: a }"), "{ payload: { type: object } }")).isEmpty();
		assertThat(findings(narrow.formatted("{ type: string }"), "{ payload: { type: object } }")).hasSize(1);
	}

	@Test
	void discriminatorThatNamesMessages() {
		String payload = "{ payload: { type: object, required: [ kind ], %s properties: { kind: { type: string } } } }";
		String declared = payload.formatted("discriminator: kind,");
		assertThat(findings(declared, declared)).isEmpty();
		assertThat(findings(payload.formatted(""), payload.formatted(""))).hasSize(1);
	}

	@Test
	void operationWithoutListenerIsNotCompared() {
		KafkaContract contract = new TestSettings().contract(document("{}", "{}"));
		assertThat(new Inspector(TypeComparison.NONE).inspect(contract, new TestCode().build(contract)).findings())
			.extracting(Finding::rule)
			.containsExactly("unimplemented-operation");
	}

	private static List<String> findings(String first, String second) {
		KafkaContract contract = new TestSettings().contract(document(first, second));
		TestCode code = new TestCode();
		code.listener("Reader.on", "channel").group("g");
		return new Inspector(TypeComparison.NONE).inspect(contract, code.build(contract))
			.findings()
			.stream()
			.map(Finding::toString)
			.toList();
	}

	private static String document(String first, String second) {
		return """
				asyncapi: 3.1.0
				info: { title: Messages, version: 1.0.0 }
				defaultContentType: application/json
				channels:
				  channel:
				    address: channel
				    messages:
				      a: %s
				      b: %s
				operations:
				  on: { action: receive, channel: { $ref: '#/channels/channel' } }
				components:
				  schemas:
				    HeadersOfOne: { type: object, properties: { kind: { const: 1 } } }
				    HeadersOfTwo: { type: object, properties: { kind: { const: 2 } } }
				    One: { type: object, properties: { next: { $ref: '#/components/schemas/One' }, one: { const: 1 } } }
				    Two: { type: object, properties: { next: { $ref: '#/components/schemas/Two' }, two: { const: 2 } } }
				""".formatted(first, second);
	}

}

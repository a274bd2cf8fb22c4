package io.github.asyncapikafka.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Operation.Action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for direction, group id and client id of an operation.
 */
class OperationResolverTests {

	private static final String SENDER = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels: { orders: { address: orders } }
			operations:
			  sendOrder:
			    action: send
			    channel: { $ref: '#/channels/orders' }
			    bindings: { kafka: { groupId: { const: g }, clientId: { const: c } } }
			""";

	private final TestSettings settings = new TestSettings();

	@Test
	void annotatedGroupSatisfiesTheSchema() {
		Problems problems = new Problems();
		KafkaOperation operation = operation("pattern: '^mailer-'");
		assertThat(operation.ids().groupId("printer", "Mailer.on", problems)).isNull();
		assertThat(TestDocuments.lines(problems.toList())).containsExactly(
				"asyncapi.yaml:10:9 The group id 'printer' of the operation 'onOrder' (Mailer.on) is refused: "
						+ "it does not match the schema's pattern '^mailer-'. Use a value that is allowed.");
	}

	@Test
	void descriptionOfTheSchemaTellsWhichGroup() {
		assertThat(missing("{ type: string, description: one for each team }")).containsExactly(
				"asyncapi.yaml:10:9 The operation 'onOrder' needs a consumer group: its schema does not select one value "
						+ "(one for each team). "
						+ "Set 'asyncapi-kafka.operations.onOrder.group-id' or 'spring.kafka.consumer.group-id'.");
	}

	@Test
	void severalGroupsSelectNone() {
		assertThat(missing("enum: [ mailer, printer ]")).containsExactly(
				"asyncapi.yaml:10:9 The operation 'onOrder' needs a consumer group: its schema does not select one value of 'mailer', 'printer'. "
						+ "Set 'asyncapi-kafka.operations.onOrder.group-id' or 'spring.kafka.consumer.group-id'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "const: stated; the schema allows only 'stated'",
					"enum: [ a, b ]; the schema allows only 'a', 'b'",
					"pattern: '^mailer-[a-z]+$'; it does not match the schema's pattern '^mailer-[a-z]+$'",
					"pattern: '['; it does not match the schema's pattern '['",
					"minLength: 20; the schema demands at least 20 characters",
					"maxLength: 3; the schema allows at most 3 characters" })
	void configuredGroupSatisfiesTheSchema(String schema, String refusal) {
		this.settings.groupId("onOrder", "configured");
		KafkaOperation operation = operation("{ " + schema + ", description: see the wiki }");
		assertThat(operation.groupId()).isNull();
		assertThat(TestDocuments.lines(operation.problems()))
			.containsExactly("asyncapi.yaml:10:9 The group id 'configured' of the operation 'onOrder' "
					+ "(asyncapi-kafka.operations.onOrder.group-id) is refused: " + refusal
					+ " (see the wiki). Use a value that is allowed.");
	}

	@Test
	void refusedGroupIsNotMissingToo() {
		this.settings.groupId("onOrder", "configured");
		KafkaOperation operation = operation("const: stated");
		assertThat(operation.groupId()).isNull();
		assertThat(operation.missingGroup()).isEmpty();
	}

	@Test
	void groupOfSpringSatisfiesTheSchema() {
		this.settings.spring("spring.kafka.consumer.group-id", "spring");
		assertThat(TestDocuments.lines(operation("enum: [ a, b ]").problems()))
			.containsExactly("asyncapi.yaml:10:9 The group id 'spring' of the operation 'onOrder' "
					+ "(spring.kafka.consumer.group-id) is refused: the schema allows only 'a', 'b'. "
					+ "Use a value that is allowed.");
	}

	@Test
	void numberInAnEnumIsAGroup() {
		assertThat(operation("enum: [ 42 ]").groupId()).hasToString("42 (asyncapi.yaml:10:9)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "${GROUP}", "#{systemProperties}", "!{x}" })
	void groupThatLooksLikeAnExpressionIsRefused(String group) {
		KafkaOperation operation = operation("const: '" + group + "'");
		assertThat(TestDocuments.lines(operation.problems()))
			.containsExactly("asyncapi.yaml:10:9 The group id '" + group
					+ "' of the operation 'onOrder' (asyncapi.yaml:10:9) is refused: it is blank, too long, or holds "
					+ "control characters or an expression. Use a value that is allowed.");
	}

	@ParameterizedTest
	@CsvSource({ "'{ pattern: ^mail, default: mailer }', , dev-mailer", "pattern: ^mail, mail, dev-mail" })
	void prefixComesInFrontAfterTheCheck(String schema, @Nullable String configured, String groupId) {
		this.settings.groupIdPrefix("dev-");
		if (configured != null) {
			this.settings.groupId("onOrder", configured);
		}
		KafkaOperation operation = operation(schema);
		assertThat(operation.problems()).isEmpty();
		assertThat(operation.groupId().value()).isEqualTo(groupId);
	}

	@Test
	void groupOfASenderAndClientIdOfAnotherApplicationAreNoted() {
		assertThat(this.settings.contract(SENDER).operations().get("sendOrder").notes())
			.containsExactly("The 'groupId' of the operation 'sendOrder' is not used: this application sends there "
					+ "(asyncapi.yaml:8:26)");
		assertThat(this.settings.client().contract(SENDER).operations().get("sendOrder").notes()).containsExactly(
				"The 'clientId' of the operation 'sendOrder' is not used: it is that of the application that "
						+ "the document describes (asyncapi.yaml:8:49)");
	}

	@Test
	void clientIdOfSpringSatisfiesTheSchema() {
		String yaml = SENDER.replace("{ const: c }", "{ pattern: '^shop-' }");
		this.settings.spring("spring.kafka.client-id", "other").spring("spring.kafka.producer.client-id", "foo");
		assertThat(TestDocuments.lines(this.settings.contract(yaml).operations().get("sendOrder").problems()))
			.singleElement()
			.asString()
			.contains("The client id 'foo' of the operation 'sendOrder' (spring.kafka.producer.client-id) is refused");
		this.settings.spring("spring.kafka.producer.client-id", "shop-1");
		assertThat(this.settings.contract(yaml).operations().get("sendOrder").problems()).isEmpty();
	}

	@Test
	void configuredGroupOfASenderIsNoted() {
		assertThat(this.settings.groupId("sendOrder", "g").contract(SENDER).operations().get("sendOrder").notes())
			.contains("The property 'asyncapi-kafka.operations.sendOrder.group-id' is not used: this application sends "
					+ "there");
	}

	@Test
	void senderHasNoGroup() {
		this.settings.client().spring("spring.kafka.consumer.group-id", "spring");
		KafkaOperation operation = operation("const: stated");
		assertThat(operation.receives()).isFalse();
		assertThat(operation.groupId()).isNull();
	}

	@Test
	void clientTurnsDirectionsRound() {
		String yaml = """
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { operationId: onOrder }
				    subscribe: { operationId: sendOrder }
				""";
		assertThat(new TestSettings().contract(yaml).operations().values()).extracting(KafkaOperation::action)
			.containsExactly(Action.RECEIVE, Action.SEND);
		assertThat(this.settings.client().contract(yaml).operations().values()).extracting(KafkaOperation::action)
			.containsExactly(Action.SEND, Action.RECEIVE);
	}

	@Test
	void groupOfAnotherApplicationCountsWhereItLandsOnAReceive() {
		KafkaOperation operation = this.settings.client().contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: orders } }
				operations:
				  sendOrder:
				    action: send
				    channel: { $ref: '#/channels/orders' }
				    bindings: { kafka: { groupId: { const: readers } } }
				""").operations().get("sendOrder");
		assertThat(operation.groupId()).hasToString("readers (asyncapi.yaml:8:26)");
	}

	@Test
	void clientIdSatisfiesTheSchema() {
		this.settings.clientId("onOrder", "configured");
		assertThat(TestDocuments.lines(client("const: stated").problems()))
			.containsExactly("asyncapi.yaml:10:9 The client id 'configured' of the operation 'onOrder' "
					+ "(asyncapi-kafka.operations.onOrder.client-id) is refused: the schema allows only 'stated'. "
					+ "Use a value that is allowed.");
	}

	@Test
	void clientIdOfAnotherApplicationIsNotUsed() {
		this.settings.client();
		assertThat(client("const: stated").clientId()).isNull();
	}

	@Test
	void topicOfAChannelWithoutOneCannotBeAskedFor() {
		KafkaOperation operation = this.settings.contract("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  shop/orders:
				    publish: { operationId: onOrder }
				""").operations().get("onOrder");
		assertThatIllegalStateException().isThrownBy(operation::topic).withMessage("The channel has no topic");
		assertThat(operation.allProblems()).isEqualTo(operation.channel().problems());
	}

	private KafkaOperation operation(String schema) {
		return this.settings.contract(document("groupId", schema)).operations().get("onOrder");
	}

	private KafkaOperation client(String schema) {
		return this.settings.contract(document("clientId", schema)).operations().get("onOrder");
	}

	private List<String> missing(String schema) {
		return TestDocuments.lines(operation(schema).missingGroup().stream().toList());
	}

	private static String document(String id, String schema) {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    bindings: { kafka: {} }
				""";
		if (schema == null) {
			return yaml;
		}
		String inBraces = schema.startsWith("{") ? schema : "{ " + schema + " }";
		return yaml.replace("bindings: { kafka: {} }",
				"bindings: { kafka: {\n        " + id + ": " + inBraces + " } }");
	}

}

package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.check.SelectedMessage;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which message of a channel a record is.
 */
class MessageSelectionTests {

	private static final String HEAD = """
			asyncapi: 3.1.0
			info: { title: Accounts, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  accounts:
			    address: accounts
			""";

	private static final String OPERATIONS = """
			operations:
			  onAccount:
			    action: receive
			    channel: { $ref: '#/channels/accounts' }
			""";

	@Test
	void constantHeaderDecidesBeforeThePayload() {
		withMessages("""
				opened: { headers: { properties: { kind: { const: O } } }, payload: { type: object } }
				closed: { headers: { properties: { kind: { enum: [C, D] } } }, payload: { type: object } }
				""", (records) -> {
			assertThat(records.select("{}", Map.of("kind", "O"))).isEqualTo("opened");
			assertThat(records.select("{}", Map.of("kind", "D"))).isEqualTo("closed");
			assertThat(records.select("{}", Map.of("kind", "X"))).startsWith("message: one of the messages");
			assertThat(records.select("{}", Map.of()))
				.isEqualTo("ambiguous-message: one message only, not each of " + "opened, closed");
			assertThat(records.select("[]", Map.of("kind", "O"))).isEqualTo("opened type: type: object");
		});
	}

	@Test
	void valueThatNamesNoMessageIsFoundWhereItIs() {
		String compacted = "    bindings: { kafka: { topicConfiguration: { cleanup.policy: [compact] } } }\n";
		withMessages("""
				opened: { headers: { properties: { a/kind: { const: O } } }, payload: { type: object } }
				closed: { headers: { properties: { a/kind: { const: C } } }, payload: { type: object } }
				""", "", compacted, (records) -> {
			String expected = "headers /a~1kind breaks 'one of the messages opened, closed' (";
			assertThat(records.reason("{}", Map.of("a/kind", "secret"))).startsWith(expected).doesNotContain("secret");
			assertThat(records.reason(null, Map.of("a/kind", "secret"))).startsWith(expected);
			assertThat(records.reason("[]", Map.of("a/kind", "O")))
				.startsWith("payload of 'opened' breaks 'type: object' (");
		});
		withMessages("""
				opened: { payload: { type: object, properties: { meta: { properties: { kind: { const: O } } } } } }
				closed: { payload: { type: object, properties: { meta: { properties: { kind: { const: C } } } } } }
				""", (records) -> {
			assertThat(records.reason("{ 'meta': { 'kind': 'secret' } }", Map.of()))
				.startsWith("payload /meta/kind breaks 'one of the messages opened, closed' (")
				.doesNotContain("secret");
			assertThat(records.reason("[]", Map.of()))
				.startsWith("payload breaks 'one of the messages opened, closed' (");
		});
	}

	@Test
	void numberInAHeaderIsComparedAsText() {
		withMessages("""
				first: { headers: { properties: { version: { type: integer, const: 1 } } } }
				second: { headers: { properties: { version: { type: integer, const: 2 } } } }
				""", (records) -> assertThat(records.select("{}", Map.of("version", "2"))).isEqualTo("second"));
	}

	@Test
	void constantMemberNamesTheMessageWhoseViolationsAreTold() {
		withMessages("""
				opened:
				  payload: { required: [owner], properties: { type: { const: opened }, owner: { type: string } } }
				closed:
				  payload: { required: [reason], properties: { type: { const: closed }, reason: { type: string } } }
				""", (records) -> {
			assertThat(records.select("{ 'type': 'closed', 'reason': 'quiet', 'owner': 'ada' }")).isEqualTo("closed");
			assertThat(records.select("{ 'type': 'closed' }")).isEqualTo("closed required: required: reason");
			assertThat(records.select("{ 'type': 'moved' }")).startsWith("message: one of the messages opened, closed");
			assertThat(records.select("{ 'owner': 'ada' }")).isEqualTo("opened");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "12E+2147483647", "100E+2147483646", "1E-2147483647", "1E+99999999999" })
	void numberThatNobodyCanCalculateWithNamesNoMessage(String number) {
		withMessages("""
				opened: { payload: { properties: { type: { const: 1 } } } }
				closed: { payload: { properties: { type: { const: closed } } } }
				""", (records) -> assertThat(records.select("{ 'type': " + number + " }"))
			.startsWith("message: one of the messages opened, closed"));
	}

	@Test
	void memberOfANestedObjectBehindReferencesNamesTheMessage() {
		withMessages("""
				opened: { payload: { $ref: '#/components/schemas/Opened' } }
				closed: { payload: { $ref: '#/components/schemas/Closed' } }
				""", """
				components:
				  schemas:
				    Meta: { type: object, required: [version] }
				    Opened:
				      properties: { meta: { allOf: [ { $ref: '#/components/schemas/Meta' },
				        { properties: { version: { const: 1 } } } ] } }
				    Closed:
				      properties: { meta: { $ref: '#/components/schemas/ClosedMeta' } }
				    ClosedMeta: { properties: { version: { enum: [ 2, 3.0 ] } } }
				""", (records) -> {
			assertThat(records.select("{ 'meta': { 'a': [ {} ], 'version': 1.0 } }")).isEqualTo("opened");
			assertThat(records.select("{ 'other': { 'version': 1 }, 'meta': { 'version': 3 } }")).isEqualTo("closed");
		});
	}

	@Test
	void memberThatOnlySomeMessagesDecideLeavesTheOthersPossible() {
		withMessages("""
				opened: { payload: { required: [owner], properties: { version: { const: 1 } } } }
				other: { payload: { type: object } }
				""", (records) -> {
			assertThat(records.select("{ 'version': 1, 'owner': 'ada' }")).isEqualTo("opened");
			assertThat(records.select("{ 'version': 1 }")).isEqualTo("other");
			assertThat(records.select("{ 'version': 2, 'owner': 'ada' }")).isEqualTo("other");
			assertThat(records.select("{ 'owner': 'ada' }")).startsWith("ambiguous-message");
		});
	}

	@Test
	void valueThatSeveralMessagesAllowDecidesNothing() {
		withMessages("""
				opened: { payload: { required: [owner], properties: { state: { enum: [a, b] } } } }
				closed: { payload: { required: [reason], properties: { state: { enum: [b, c] } } } }
				""", (records) -> {
			assertThat(records.select("{ 'state': 'a', 'owner': 'ada' }")).isEqualTo("opened");
			assertThat(records.select("{ 'state': 'b', 'owner': 'ada', 'reason': 'x' }"))
				.startsWith("ambiguous-message");
		});
	}

	@Test
	void declaredDiscriminatorNamesMessagesByIdAndName() {
		withMessages("""
				cat: { payload: { discriminator: petType, properties: { petType: { type: string } } } }
				dog: { name: Hound, payload: { discriminator: petType, properties: { petType: { type: string } } } }
				""", (records) -> {
			assertThat(records.select("{ 'petType': 'cat' }")).isEqualTo("cat");
			assertThat(records.select("{ 'petType': 'Hound' }")).isEqualTo("dog");
			assertThat(records.select("{ 'petType': 'bird' }")).startsWith("ambiguous-message");
		});
	}

	@Test
	void typeOfACloudEventNamesTheMessage() {
		withMessages("""
				com.example.opened: { payload: { type: object } }
				closed: { name: com.example.closed, payload: { type: object } }
				moved:
				  headers: { properties: { ce_type: { const: com.example.moved } } }
				  payload: { type: object }
				""", (records) -> {
			assertThat(records.select("{}", Map.of("ce_type", "com.example.opened"))).isEqualTo("com.example.opened");
			assertThat(records.select("{}", Map.of("ce_type", "com.example.closed"))).isEqualTo("closed");
			assertThat(records.select("{}", Map.of("ce_type", "com.example.moved"))).isEqualTo("moved");
		});
		withMessages("""
				com.example.opened: { contentType: application/cloudevents+json, payload: { type: object } }
				com.example.closed: { contentType: application/cloudevents+json, payload: { type: object } }
				""", (records) -> assertThat(records.select("{ 'data': {}, 'type': 'com.example.closed' }"))
			.isEqualTo("com.example.closed"));
	}

	@Test
	void keyTellsMessagesApart() {
		withMessages("""
				opened: { bindings: { kafka: { key: { type: string, pattern: ^o } } } }
				closed: { bindings: { kafka: { key: { type: string, pattern: ^c } } } }
				""", (records) -> {
			assertThat(records.selectWithKey("c1", "{}")).isEqualTo("closed");
			assertThat(records.selectWithKey("x1", "{}")).startsWith("message: one of the messages opened, closed");
		});
	}

	@Test
	void messageOfTheChannelOnlyIsRecognized() {
		Contract.application(HEAD + """
				    messages:
				      opened: { payload: { required: [owner] } }
				      closed: { payload: { required: [reason] } }
				      moved: { payload: { properties: { type: { const: moved } }, required: [type, to] } }
				""" + OPERATIONS + "    messages: [ { $ref: '#/channels/accounts/messages/opened' } ]\n")
			.run((context) -> {
				Records records = records(context.getBean(KafkaContract.class), context.getBean(ContractChecks.class));
				assertThat(records.select("{ 'owner': 'ada' }")).isEqualTo("opened");
				assertThat(records.select("{ 'reason': 'quiet' }")).isEqualTo("closed of the channel");
				assertThat(records.select("{ 'owner': 'ada', 'reason': 'quiet' }")).isEqualTo("opened");
				assertThat(records.select("{ 'owner': 'ada', 'type': 'moved', 'to': 'x' }"))
					.isEqualTo("moved of the channel");
				assertThat(records.select("{}")).startsWith("message: one of the messages opened, closed, moved");
				assertThat(records.select("[")).startsWith("message: one of the messages opened, closed, moved");
			});
	}

	@Test
	void forgedPayloadCannotNameAMessageThatItIsNot() {
		withMessages("""
				opened: { payload: { properties: { type: { const: opened } }, required: [type] } }
				closed: { payload: { properties: { type: { const: closed } }, required: [type] } }
				""", (records) -> {
			assertThat(records.select("{ 'type': 'opened', 'type': 'closed' }"))
				.isEqualTo("opened const: const: opened");
			assertThat(records.select("{ 'type': 'opened'")).startsWith("opened json");
			assertThat(records.select("{ 'type': 1e999999999 }")).contains("message: one of the messages");
		});
	}

	@Test
	void tombstoneIsAnyMessageOfItsKey() {
		withMessages("""
				opened: { payload: { type: [object, 'null'] }, bindings: { kafka: { key: { pattern: ^o } } } }
				closed: { payload: { type: object }, bindings: { kafka: { key: { pattern: ^c } } } }
				""", (records) -> {
			assertThat(records.selectWithKey("o1", null)).isEqualTo("opened");
			assertThat(records.selectWithKey("c1", null)).startsWith("message: one of the messages opened, closed");
		});
		withMessages("""
				opened: { payload: { type: object } }
				closed: { payload: { type: object } }
				""", "", "    bindings: { kafka: { topicConfiguration: { cleanup.policy: [delete, compact] } } }\n",
				(records) -> assertThat(records.selectWithKey("o1", null)).isEqualTo("opened"));
	}

	@Test
	void compactionCanBeConfigured() {
		Contract.application(HEAD + "    messages: { opened: { payload: { type: object } } }\n" + OPERATIONS)
			.withPropertyValues("asyncapi-kafka.channels.accounts.configuration.[cleanup.policy]=compact,delete")
			.run((context) -> assertThat(
					records(context.getBean(KafkaContract.class), context.getBean(ContractChecks.class))
						.selectWithKey("o1", null))
				.isEqualTo("opened"));
	}

	private static void withMessages(String messages, Consumer<Records> test) {
		withMessages(messages, "", test);
	}

	private static void withMessages(String messages, String components, Consumer<Records> test) {
		withMessages(messages, components, "", test);
	}

	private static void withMessages(String messages, String components, String channel, Consumer<Records> test) {
		Contract.application(HEAD + channel + "    messages:\n" + messages.indent(6) + OPERATIONS + components)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				test.accept(records(context.getBean(KafkaContract.class), context.getBean(ContractChecks.class)));
			});
	}

	private static Records records(KafkaContract contract, ContractChecks checks) {
		KafkaOperation operation = contract.operations().get("onAccount");
		return (key, payload, headers) -> {
			RecordHeaders recordHeaders = new RecordHeaders();
			headers.forEach((name, value) -> recordHeaders.add(name, value.getBytes(StandardCharsets.UTF_8)));
			return checks.received(operation, true)
				.select((key != null) ? key.getBytes() : null,
						(payload != null) ? payload.replace('\'', '"').getBytes() : null, recordHeaders);
		};
	}

	@FunctionalInterface
	private interface Records {

		SelectedMessage selected(String key, String payload, Map<String, String> headers);

		/**
		 * Return which message a record is, or what is wrong with it.
		 */
		default String select(String key, String payload, Map<String, String> headers) {
			SelectedMessage selected = selected(key, payload, headers);
			String message = (selected.message() != null) ? selected.message().id() : "";
			if (selected.violation() == null) {
				return message + (selected.ofOperation() ? "" : " of the channel");
			}
			Violation first = selected.violation().getViolations().get(0);
			return (message + " " + first.rule() + ": " + first.expectation()).strip();
		}

		/**
		 * Return what is wrong with a record first.
		 */
		default String reason(String payload, Map<String, String> headers) {
			return selected("k", payload, headers).violation().getViolations().get(0).toString();
		}

		default String select(String payload, Map<String, String> headers) {
			return select("k", payload, headers);
		}

		default String select(String payload) {
			return select("k", payload, Map.of());
		}

		default String selectWithKey(String key, String payload) {
			return select(key, payload, Map.of());
		}

	}

}

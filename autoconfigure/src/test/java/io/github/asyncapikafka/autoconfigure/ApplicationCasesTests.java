package io.github.asyncapikafka.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.ProblemsException;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.validation.ContractViolationException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents as people write them, and what becomes of an application that has them: one
 * test for each case.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationCasesTests {

	private static final String HEAD = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			defaultContentType: application/json
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			channels:
			  orders:
			    address: orders
			""";

	@Test
	void publishAndSubscribeOfBothSides(CapturedOutput output) {
		String yaml = """
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { publish: { operationId: p }, subscribe: { operationId: s } }
				""";
		Contract.application(yaml).run((context) -> assertThat(context).hasNotFailed());
		Contract.application(yaml)
			.withPropertyValues("asyncapi-kafka.role=client")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines(output)).filteredOn((line) -> line.contains("orders"))
			.containsExactly("receive p <- orders", "send    s -> orders", "send    p -> orders",
					"receive s <- orders");
	}

	@Test
	void channelOnOtherServersOnly(CapturedOutput output) {
		ApplicationContextRunner runner = Contract.application("""
				servers:
				  web: { host: example.com, protocol: ws }
				  kafka: { host: 'example.com:9092', protocol: kafka }
				""" + HEAD + "    servers: [ { $ref: '#/servers/web' } ]\n");
		runner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines(output)).contains("skip    onOrder (its channel is on no Kafka server)");
		assertThat(problemsWithListener(runner))
			.containsExactly("10:3 The channel 'orders' is on no Kafka server, only on 'web'. "
					+ "Add a Kafka server to its 'servers', or do not use it here.");
	}

	@Test
	void listenerOfNoMessage() {
		assertThat(problemsWithListener(Contract.application("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: orders, messages: { order: {} } } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' }, messages: [] }
				"""))).containsExactly(
				"5:3 The operation 'onOrder' has none of the messages of its channel, so nothing can be received. "
						+ "List messages, or remove 'messages' to have all of the channel.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "strict", "lenient" })
	void vendorWithoutUrl(String validation) {
		ApplicationContextRunner runner = Contract.application("""
				servers:
				  kafka:
				    host: 'example.com:9092'
				    protocol: kafka
				    bindings: { kafka: { schemaRegistryVendor: confluent } }
				""" + HEAD + "    messages: { order: {} }\n")
			.withPropertyValues("asyncapi-kafka.document.validation=" + validation);
		runner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(problemsWithListener(runner))
			.containsExactly("5:48 The schema registry of the vendor 'confluent' has no address. "
					+ "Add 'schemaRegistryUrl' to the Kafka binding of the server.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.6.0", "3.0.0" })
	void examplesThatBreakTheirSchema(String version, CapturedOutput output) {
		String operation = version.startsWith("2") ? "publish: { operationId: onOrder, message: "
				: "address: orders, messages: { order: ";
		Contract
			.application("""
					asyncapi: %s
					info: { title: Orders, version: 1.0.0 }
					defaultContentType: application/json
					channels:
					  orders: { %s { $ref: '#/components/messages/order' } } }
					%s
					components:
					  messages:
					    order:
					      headers: { type: object, properties: { attempt: { type: integer } } }
					      payload:
					        type: object
					        required: [ id ]
					        properties:
					          id: { type: integer, examples: [ 1, one ] }
					          buyer: { $ref: '#/components/schemas/Buyer' }
					      examples:
					        - { payload: { id: 1 }, headers: { attempt: 1 } }
					        - { payload: { id: one }, headers: { attempt: first } }
					        - { payload: {} }
					  schemas:
					    Buyer: { type: object, properties: { since: { type: string, format: date, default: now } } }
					""".formatted(version, operation,
					version.startsWith("2") ? ""
							: "operations: { onOrder: { action: receive, channel: { $ref: '#/channels/orders' } } }"))
			.withBean(Reader.class)
			.withPropertyValues("spring.application.name=reader")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut()
			.lines()
			.filter((line) -> line.contains(" WARN ") && line.contains(".yaml:"))
			.map((line) -> line.replaceFirst("^.*\\.yaml:", "")))
			.containsExactly(
					"19:11 This example of the message 'order' breaks 'type: integer' in its payload at '/id'. "
							+ "Correct the example, or the schema.",
					"20:11 This example of the message 'order' breaks 'required: id' in its payload. "
							+ "Correct the example, or the schema.",
					"19:11 This example of the message 'order' breaks 'type: integer' in its headers at '/attempt'. "
							+ "Correct the example, or the schema.",
					"15:11 The example of this schema breaks 'type: integer'. Correct the example, or the schema.",
					"22:42 The default of this schema breaks 'format: date'. Correct the example, or the schema.");
	}

	@Test
	void unknownSchemaFormat(CapturedOutput output) {
		ApplicationContextRunner runner = Contract.application(
				HEAD + "    messages: { order: { payload: { schemaFormat: application/x-unknown, schema: {} } } }\n");
		runner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(problemsWithListener(runner)).containsExactly(
				"9:51 Nothing can be checked against a schema in the format 'application/x-unknown'. Use JSON Schema, or "
						+ "set 'asyncapi-kafka.messages.<id>.pass-through' to 'true', or "
						+ "'asyncapi-kafka.channels.<id>.enforcement.inbound' and '.outbound' to 'off'.");
		runner.withPropertyValues("asyncapi-kafka.messages.order.pass-through=true", "spring.application.name=reader")
			.withBean(Reader.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines(output)).contains("The payload of 'order' is not checked: its bytes pass as they are "
				+ "('asyncapi-kafka.messages.order.pass-through')");
		runner.withPropertyValues("asyncapi-kafka.enforcement.inbound=off", "spring.application.name=reader")
			.withBean(Reader.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void noContentType(CapturedOutput output) {
		Contract
			.application(HEAD.replace("defaultContentType: application/json\n", "")
					+ "    messages: { order: {}, refund: { contentType: application/json } }\n")
			.withBean(Reader.class)
			.withPropertyValues("spring.application.name=reader")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines(output)).contains("No content type is stated for 'order': JSON is taken");
	}

	@Test
	void recordOfOneOfSeveralMessages() {
		withOrders("""
				messages:
				  created: { payload: { type: object, required: [ id ] } }
				  deleted: { payload: { type: object, required: [ at ] } }
				""", (record) -> {
			assertThat(record.check(null, "{ 'id': 1 }")).isNull();
			assertThat(record.check(null, "{ 'at': 1 }")).isNull();
			assertThat(record.check(null, "{}")).isEqualTo(
					"A record of the operation 'onOrder' breaks the contract: payload breaks 'one of the messages "
							+ "created, deleted' (asyncapi.yaml:5:3); payload of 'created' breaks 'required: id' "
							+ "(asyncapi.yaml:10:18)");
			assertThat(record.check(null, "{ 'id': 1, 'at': 1 }")).isEqualTo(
					"A record of the operation 'onOrder' breaks the contract: payload breaks 'one message only, not each "
							+ "of created, deleted' (asyncapi.yaml:5:3)");
		});
	}

	@Test
	void nullAndEmptyKeys() {
		withOrders("messages: { order: { bindings: { kafka: { key: { type: string } } } } }", (record) -> {
			assertThat(record.check("", "1")).isNull();
			assertThat(record.check(null, "1"))
				.isEqualTo("A record of the operation 'onOrder' breaks the contract: key of 'order' breaks "
						+ "'type: string' (asyncapi.yaml:9:47)");
		});
		withOrders("messages: { order: { bindings: { kafka: { key: { type: [ string, 'null' ], minLength: 1 } } } } }",
				(record) -> {
					assertThat(record.check(null, "1")).isNull();
					assertThat(record.check("", "1"))
						.isEqualTo("A record of the operation 'onOrder' breaks the contract: key of 'order' breaks "
								+ "'minLength: 1' (asyncapi.yaml:9:47)");
				});
		withOrders("messages: { order: {} }", (record) -> assertThat(record.check(null, "1")).isNull());
	}

	@Test
	void tombstone() {
		String compacted = "bindings: { kafka: { topicConfiguration: { cleanup.policy: [ compact ] } } }\n";
		withOrders(compacted + "messages: { order: { payload: { type: [ object, 'null' ] } } }",
				(record) -> assertThat(record.check("a", null)).isNull());
		withOrders(compacted + "messages: { order: { payload: { type: object } } }",
				(record) -> assertThat(record.check("a", null)).isNull());
		withOrders("messages: { order: { payload: { type: object } } }",
				(record) -> assertThat(record.check("a", null))
					.isEqualTo("A record of the operation 'onOrder' breaks the contract: payload of 'order' "
							+ "breaks 'type: object' (asyncapi.yaml:9:26)"));
	}

	private static void withOrders(String channel, Consumer<Record> test) {
		Contract.application(HEAD + channel.indent(4)).run((context) -> {
			KafkaOperation operation = context.getBean(KafkaContract.class).operations().get("onOrder");
			ContractChecks checks = context.getBean(ContractChecks.class);
			test.accept((key, payload) -> {
				ContractViolationException violation = checks.received(operation, true)
					.check((key != null) ? key.getBytes() : null,
							(payload != null) ? payload.replace('\'', '"').getBytes() : null, new RecordHeaders());
				return (violation != null) ? violation.getMessage().replaceAll("file:\\S*\\.yaml", "asyncapi.yaml")
						: null;
			});
		});
	}

	private static List<String> problemsWithListener(ApplicationContextRunner runner) {
		List<String> problems = new ArrayList<>();
		runner.withBean(Reader.class)
			.withPropertyValues("spring.application.name=reader")
			.run((context) -> ((ProblemsException) causeOf(context.getStartupFailure())).getProblems()
				.forEach((problem) -> problems.add(problem.toString().replaceFirst("^\\S*\\.yaml:", ""))));
		return problems;
	}

	private static Throwable causeOf(Throwable failure) {
		Throwable cause = failure;
		while (!(cause instanceof ProblemsException) && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains("io.github.asyncapikafka"))
			.map((line) -> line.replaceFirst("^.* : ", ""))
			.toList();
	}

	/**
	 * Checks key and payload of a record, and tells what breaks the contract.
	 */
	interface Record {

		String check(String key, String payload);

	}

	static class Reader {

		@ChannelListener("orders")
		void on(Object order) {
		}

	}

}

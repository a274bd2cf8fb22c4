package io.github.asyncapikafka.inspection.rule;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.TestSettings;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.inspection.ContractReport;
import io.github.asyncapikafka.inspection.DeclaredCode;
import io.github.asyncapikafka.inspection.Finding;
import io.github.asyncapikafka.inspection.RuleLevel;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.Skipped;
import io.github.asyncapikafka.inspection.TestCode;
import io.github.asyncapikafka.inspection.TypeComparison;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for the rules, each through the whole text of a report.
 */
class InspectorTests {

	private static final String SHOP = """
			asyncapi: 3.1.0
			info: { title: Shop, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  orders:
			    address: orders
			    messages:
			      created: { payload: { type: object, required: [ id ] } }
			      deleted: { payload: { type: object, required: [ at ] } }
			    bindings: { kafka: { partitions: 2 } }
			  audit: { address: audit }
			  tenants: { address: 'tenant.{tenant}', parameters: { tenant: {} } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    bindings: { kafka: { groupId: { const: shop } } }
			  sendAudit: { action: send, channel: { $ref: '#/channels/audit' } }
			  sendTenant: { action: send, channel: { $ref: '#/channels/tenants' } }
			""";

	private final TestSettings settings = new TestSettings();

	private final TestCode code = new TestCode();

	private Map<String, RuleLevel> levels = Map.of();

	private String document = SHOP;

	private TypeComparison types = TypeComparison.NONE;

	private int comparisons;

	@Test
	void codeThatAgrees() {
		complete();
		assertThat(report()).hasToString("Code and contract agree: 3 endpoints");
	}

	@Test
	void unknownChannel() {
		complete().listener("Reader.on", "order");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 1 error
						  errors:
						    asyncapi.yaml:1:1 [unknown-id] Reader.on names the channel 'order', which the document does not have.
						        -> Did you mean 'orders'? There are 'orders', 'audit', 'tenants'.""");
		assertThat(report().findings()).singleElement()
			.usingRecursiveComparison()
			.ignoringFields("location", "what", "remedy")
			.isEqualTo(new Finding("unknown-id", Severity.ERROR, "order", null, null, null, "Reader.on", "", ""));
	}

	@Test
	void unknownOperation() {
		complete().sender("Audits.send", "audit").operation("sendAudits");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 1 error
						  errors:
						    asyncapi.yaml:1:1 [unknown-id] Audits.send names the operation 'sendAudits', which the document does not have.
						        -> Did you mean 'sendAudit'? There are 'sendAudit'.""");
	}

	@Test
	void unknownMessage() {
		complete().listener("Reader.on", "orders").group("other").takes("created", "delete", "deleted");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 1 error
						  errors:
						    asyncapi.yaml:14:3 [unknown-id] Reader.on names the message 'delete', which the operation 'onOrder' does not have.
						        -> Did you mean 'deleted'? There are 'created', 'deleted'.""");
	}

	@Test
	void wrongDirection() {
		complete().sender("Orders.send", "orders");
		this.code.listener("Reader.on", "audit").operation("sendAudit");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 2 errors
						  errors:
						    asyncapi.yaml:5:3 [wrong-direction] Orders.send sends to the channel 'orders', which has only 'onOrder': the document says 'receive', which means that this application receives.
						        -> Name another channel, add an operation, or set 'asyncapi-kafka.role' to 'client' if the document describes the other side.
						    asyncapi.yaml:18:3 [wrong-direction] Reader.on receives with the operation 'sendAudit', but it sends: the document says 'send', which means that this application sends.
						        -> Name another operation, or set 'asyncapi-kafka.role' to 'client' if the document describes the other side.""");
	}

	@Test
	void wrongDirectionIn2x() {
		this.document = """
				asyncapi: 2.6.0
				info: { title: Shop, version: 1.0.0 }
				channels:
				  orders: { publish: { operationId: order } }
				""";
		this.settings.client();
		this.code.listener("Reader.on", "orders");
		assertThat(report().findings()).singleElement()
			.hasToString("asyncapi.yaml:4:3 [wrong-direction] Reader.on receives from the channel 'orders', which has "
					+ "only 'order': the document says 'publish', which means in 2.x that the application it describes receives, and this one is its client. Name "
					+ "another channel, add an operation, or set 'asyncapi-kafka.role' to 'application' if the "
					+ "document describes this side.");
	}

	@Test
	void ambiguousOperation() {
		this.document += "  alsoOnOrder: { action: receive, channel: { $ref: '#/channels/orders' } }\n";
		this.levels = Map.of("unimplemented-operation", RuleLevel.OFF);
		this.code.listener("Reader.on", "orders").group("other");
		assertThat(report().findings()).singleElement()
			.hasToString("asyncapi.yaml:5:3 [ambiguous-operation] Reader.on names the channel 'orders', which has "
					+ "several operations: 'onOrder', 'alsoOnOrder'. Name one with the attribute 'operation'.");
	}

	@Test
	void ambiguousTypes() {
		complete().listener("Reader.on", "orders").group("other").ambiguity("wants the payload as A and as B.");
		this.code.sender("Audits.audit", "audit").ambiguity("sends A, which could be any of 'a', 'b'.");
		assertThat(report().findings()).extracting(Finding::toString)
			.containsExactly(
					"asyncapi.yaml:14:3 [ambiguous-types] Reader.on wants the payload as A and as B. Mark the payload "
							+ "with @Payload, have a @KafkaHandler method for each message whose type is named like "
							+ "it or says so with @ChannelMessage, or take one type that can hold all of them, such as JsonNode.",
					"asyncapi.yaml:18:3 [ambiguous-types] Audits.audit sends A, which could be any of 'a', 'b'. Name "
							+ "the class like the message, say so with @ChannelMessage, or name the operation.");
	}

	@Test
	void unhandledMessage() {
		complete().listener("Reader.on", "orders").group("other").takes("created");
		assertThat(report().findings()).singleElement()
			.hasToString("asyncapi.yaml:9:7 [unhandled-message] Reader.on takes only one of the messages of "
					+ "'onOrder', and nothing takes 'deleted'. Mark the payload with @Payload, have a @KafkaHandler "
					+ "method for each message whose type is named like it or says so with @ChannelMessage, or take one "
					+ "type that can hold all of them, such as JsonNode. 'asyncapi-kafka.operations.onOrder.unhandled=skip' "
					+ "leaves messages out.");
		assertThat(report().findings().get(0).message()).isEqualTo("deleted");
	}

	@Test
	void unknownChannelParameter() {
		complete().sender("Tenants.sendTo", "tenants").parameters("tennant", "tenant");
		this.code.listener("Reader.on", "orders").group("other").parameters("tenant");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 2 errors
						  errors:
						    asyncapi.yaml:5:3 [channel-parameter] Reader.on has a @ChannelParameter 'tenant', which the address of the channel 'orders' does not have.
						        -> Its topic is 'orders', without parameters.
						    asyncapi.yaml:12:3 [channel-parameter] Tenants.sendTo has a @ChannelParameter 'tennant', which the address of the channel 'tenants' does not have.
						        -> Did you mean 'tenant'? There are 'tenant'.""");
	}

	@Test
	void channelParameterWithoutValue() {
		complete().sender("Tenants.sendTo", "tenants");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 1 error
						  errors:
						    asyncapi.yaml:12:3 [channel-parameter] Tenants.sendTo gives no value for '{tenant}' of the address 'tenant.{tenant}'.
						        -> Give the method a parameter with @ChannelParameter, or configure a value instead of '*'.""");
	}

	@Test
	void missingGroup() {
		this.document = this.document.replace("const: shop", "type: string");
		complete();
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 1 error
						  errors:
						    asyncapi.yaml:17:26 [missing-group] The operation 'onOrder' needs a consumer group: its schema does not select one value.
						        -> Set 'asyncapi-kafka.operations.onOrder.group-id' or 'spring.kafka.consumer.group-id'.""");
		assertThat(report().findings().get(0).element()).isEqualTo("Mailer.on");
	}

	@Test
	void groupOfTheAnnotationIsNotMissing() {
		this.document = this.document.replace("const: shop", "type: string");
		this.code.listener("Mailer.on", "orders").group("annotated");
		assertThat(report().findings()).isEmpty();
	}

	@Test
	void twoListenersInOneGroup() {
		complete().listener("Reader.on", "orders");
		this.code.listener("Other.on", "orders").group("other");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 1 error
						  errors:
						    asyncapi.yaml:14:3 [shared-group] Mailer.on and Reader.on both read the topic 'orders' in one consumer group, so each would get a part of the records.
						        -> Keep one of them, or give them different groups.""");
	}

	@Test
	void operationThatNobodyImplements() {
		assertThat(report()).hasToString("""
				Code held against the contract: 1 warning
				  warnings:
				    asyncapi.yaml:14:3 [unimplemented-operation] Nothing receives with the operation 'onOrder'.
				        -> Add a @ChannelListener("orders"), or remove the operation if it is not this application's.
				  not compared:
				    sendAudit: not verified, no @Send method sends with it
				    sendTenant: not verified, no @Send method sends with it""");
	}

	@Test
	void operationOnAnotherServerIsSkipped() {
		this.document = """
				asyncapi: 3.1.0
				info: { title: Shop, version: 1.0.0 }
				servers:
				  web: { host: example.com, protocol: ws }
				channels:
				  orders: { address: orders, servers: [ { $ref: '#/servers/web' } ] }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""";
		assertThat(report()).hasToString("Code and contract agree: 0 endpoints; not compared: onOrder");
		assertThat(report().skipped()).singleElement().hasToString("onOrder: its channel is on no Kafka server");
	}

	@Test
	void plainAccessCountsAsUncheckedImplementation() {
		this.code.plainListener("Mailer.on", "orders").template("kafkaTemplate", "audit");
		this.code.sender("Tenants.send", "tenants").parameters("tenant");
		assertThat(report()).hasToString(
				"""
						Code held against the contract: 2 notes
						  notes:
						    asyncapi.yaml:5:3 [plain-topic] Mailer.on listens to the topic 'orders' of the channel 'orders' without the contract: its records are not checked.
						        -> Use @ChannelListener("orders") to have them checked.
						    asyncapi.yaml:11:3 [plain-topic] The bean 'kafkaTemplate' has the default topic 'audit' of the channel 'audit' without the contract: its records are not checked.
						        -> Use @Send("audit") or ChannelTemplates.get("audit") to have them checked.
						  not compared:
						    onOrder: Mailer.on receives unchecked
						    sendAudit: The bean 'kafkaTemplate' sends unchecked""");
	}

	@Test
	void plainListenerOfAPattern() {
		complete();
		this.code.plainListener("Spy.on", Pattern.compile("ord.*")).plainListener("Other.on", Pattern.compile("ord"));
		assertThat(report().findings()).extracting(Finding::element).containsExactly("Spy.on");
	}

	@Test
	void plainListenerWhoseTopicsAreNotKnownIsSkipped() {
		complete();
		this.code.plainListener("Spy.on").plainListener("Other.on", "elsewhere");
		assertThat(report().findings()).isEmpty();
		assertThat(report().skipped()).singleElement().hasToString("Spy.on: its topics are known at run time only");
	}

	@Test
	void concurrencyAbovePartitions() {
		this.code.listener("Mailer.on", "orders").concurrency(3);
		this.code.listener("Reader.on", "orders").group("other").concurrency(2);
		this.code.listener("Late.on", "orders").group("late").concurrency(4);
		assertThat(report().findings()).extracting(Finding::toString)
			.containsExactly(
					"asyncapi.yaml:5:3 [concurrency] Late.on has 4 threads, but 'orders' has only 2 partitions, so 2 "
							+ "threads get no records. Set 'concurrency' to 2 at most, or have more partitions.",
					"asyncapi.yaml:5:3 [concurrency] Mailer.on has 3 threads, but 'orders' has only 2 partitions, so "
							+ "1 thread gets no records. Set 'concurrency' to 2 at most, or have more partitions.");
	}

	@Test
	void rulesAreSwitched() {
		complete().listener("Reader.on", "order");
		this.code.listener("Spy.on", "orders").concurrency(3);
		assertThat(report().findings()).extracting(Finding::rule)
			.containsExactly("unknown-id", "shared-group", "concurrency");
		this.levels = Map.of("unknown-id", RuleLevel.WARN, "SHAREDGROUP", RuleLevel.OFF, "concurrency",
				RuleLevel.ERROR);
		assertThat(report().findings()).extracting((finding) -> finding.rule() + " " + finding.severity())
			.containsExactly("concurrency ERROR", "unknown-id WARN");
	}

	@Test
	void unknownRuleIsRefused() {
		this.levels = Map.of("unknown-ids", RuleLevel.OFF);
		assertThat(
				TestDocuments.lines(catchThrowableOfType(InvalidContractException.class, this::report).getProblems()))
			.containsExactly("The property 'asyncapi-kafka.inspection.rules.unknown-ids' names no rule. Did you mean "
					+ "'unknown-id'? There are 'ambiguous-operation', 'ambiguous-types', 'channel-parameter', "
					+ "'concurrency', 'header-required', 'missing-group', 'missing-header', 'missing-reply', "
					+ "'overlapping-messages', 'plain-topic', 'shared-group', "
					+ "'unhandled-message', 'unimplemented-operation', 'unknown-id', 'wrong-direction'.");
	}

	@Test
	void typesAreComparedWithSchemas() {
		this.types = new TypeComparison() {

			@Override
			public Map<String, Severity> rules() {
				return Map.of("type-width", Severity.WARN, "type-enum", Severity.WARN);
			}

			@Override
			public Comparison compare(Action action, Schema schema, SerdeFormat format, Type type) {
				InspectorTests.this.comparisons++;
				return new Comparison(
						List.of(new Mismatch("type-width", schema.location(), action + " " + type.getTypeName() + ".",
								"Fix."), new Mismatch("another-rule", null, "", "")),
						List.of(new Skipped("Integer.size", "nobody knows")));
			}

		};
		complete();
		this.code.listener("Reader.on", "orders").group("other").takes("created", "deleted").payload(Integer.class);
		assertThat(report().findings()).extracting(Finding::toString)
			.containsExactly("asyncapi.yaml:8:18 [type-width] Reader.on: RECEIVE java.lang.Integer. Fix.",
					"asyncapi.yaml:9:18 [type-width] Reader.on: RECEIVE java.lang.Integer. Fix.");
		assertThat(this.comparisons).isEqualTo(2);
		assertThat(report().skipped()).singleElement().hasToString("Integer.size: nobody knows");
		this.levels = Map.of("type-width", RuleLevel.OFF);
		assertThat(report().findings()).isEmpty();
	}

	@Test
	void typesAreNotComparedWhereTheMessageOrItsFormatIsOpen() {
		this.types = new TypeComparison() {

			@Override
			public Map<String, Severity> rules() {
				return Map.of("type-width", Severity.WARN);
			}

			@Override
			public Comparison compare(Action action, Schema schema, SerdeFormat format, Type type) {
				return new Comparison(List.of(new Mismatch("type-width", schema.location(), type + ".", "Fix.")),
						List.of());
			}

		};
		this.document = """
				asyncapi: 3.1.0
				info: { title: Shop, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages:
				      created: { contentType: application/json, payload: { type: string } }
				      deleted: { contentType: application/json, payload: { type: string } }
				  audit:
				    address: audit
				    messages: { audit: { contentType: application/octet-stream, payload: { type: string } } }
				operations:
				  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
				  sendAudit: { action: send, channel: { $ref: '#/channels/audit' } }
				""";
		this.code.sender("Orders.any", "orders").payload(Integer.class);
		this.code.sender("Audits.send", "audit").payload(Integer.class);
		assertThat(report().findings()).isEmpty();
		this.code.sender("Orders.one", "orders").payload(Integer.class).takes("deleted");
		assertThat(report().findings()).singleElement()
			.hasToString("asyncapi.yaml:8:49 [type-width] Orders.one: class java.lang.Integer. Fix.");
	}

	@Test
	void hundredOperationsTakeLessThan50Milliseconds() {
		this.settings.spring("spring.application.name", "shop");
		KafkaContract contract = this.settings.contract(large());
		for (int i = 0; i < 100; i++) {
			this.code.listener("Reader" + i + ".on", "channel" + i).takes("created", "deleted");
		}
		DeclaredCode code = this.code.build(contract);
		Inspector inspector = new Inspector(TypeComparison.NONE);
		assertThat(inspector.inspect(contract, code).findings()).isEmpty();
		Duration best = Duration.ofDays(1);
		for (int i = 0; i < 50; i++) {
			long start = System.nanoTime();
			inspector.inspect(contract, code);
			Duration taken = Duration.ofNanos(System.nanoTime() - start);
			best = (taken.compareTo(best) < 0) ? taken : best;
		}
		assertThat(best).isLessThan(Duration.ofMillis(50));
	}

	private static String large() {
		StringBuilder document = new StringBuilder("""
				asyncapi: 3.1.0
				info: { title: Large, version: 1.0.0 }
				defaultContentType: application/json
				channels:
				""");
		for (int i = 0; i < 100; i++) {
			document.append("""
					  channel%1$d:
					    address: topic.%1$d
					    messages:
					      created: { payload: { type: object, required: [ id ], properties: { kind: { const: a } } } }
					      deleted: { payload: { type: object, required: [ at ], properties: { kind: { const: b } } } }
					""".formatted(i));
		}
		document.append("operations:\n");
		for (int i = 0; i < 100; i++) {
			document
				.append("  on%1$d: { action: receive, channel: { $ref: '#/channels/channel%1$d' } }\n".formatted(i));
		}
		return document.toString();
	}

	/**
	 * Code for all operations.
	 */
	private TestCode complete() {
		this.code.listener("Mailer.on", "orders");
		this.code.sender("Audits.send", "audit");
		this.code.sender("Tenants.send", "tenants").parameters("tenant");
		return this.code;
	}

	private ContractReport report() {
		if (this.document.contains("{tenant}")) {
			this.settings.parameter("tenant", "*");
		}
		KafkaContract contract = this.settings.contract(this.document);
		return new Inspector(this.types, this.levels).inspect(contract, this.code.build(contract));
	}

}

package io.github.asyncapikafka.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.PartitionOffset;
import org.springframework.kafka.annotation.TopicPartition;
import org.springframework.messaging.handler.annotation.Header;

import io.github.asyncapikafka.inspection.ContractReport;
import io.github.asyncapikafka.inspection.Finding;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelParameter;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with one mistake each, and applications without.
 */
class InspectionTests {

	private static final String SHOP = """
			asyncapi: 3.1.0
			info: { title: Shop, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  orders:
			    address: orders
			    messages:
			      created: { payload: { type: object, required: [ kind ], properties: { kind: { const: c } } } }
			      deleted: { payload: { type: object, required: [ kind ], properties: { kind: { const: d } } } }
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

	// Applications with a mistake

	@Test
	void listenerOfAnUnknownChannel() {
		assertThat(findings(shop().withBean(UnknownChannel.class))).containsExactly(
				"1:1 [unknown-id] UnknownChannel.on names the channel 'order', which the document does not have. Did you "
						+ "mean 'orders'? There are 'orders', 'audit', 'tenants'.");
	}

	@Test
	void listenerOfAnUnknownOperation() {
		assertThat(findings(shop().withBean(UnknownOperation.class))).containsExactly(
				"1:1 [unknown-id] UnknownOperation.on names the operation 'onOrdr', which the document does not have. Did "
						+ "you mean 'onOrder'? There are 'onOrder'.");
	}

	@Test
	void senderToAnUnknownChannel() {
		assertThat(findings(shop().withUserConfiguration(UnknownTarget.class))).containsExactly(
				"1:1 [unknown-id] UnknownTarget.Sender.send names the channel 'audits', which the document does not have. "
						+ "Did you mean 'audit'? There are 'orders', 'audit', 'tenants'.");
	}

	@Test
	void listenerWhereTheContractSends() {
		assertThat(findings(shop().withBean(WrongDirection.class))).containsExactly(
				"11:3 [wrong-direction] WrongDirection.on receives from the channel 'audit', which has only 'sendAudit': "
						+ "the document says 'send', which means that this application sends. Name another channel, add "
						+ "an operation, or set 'asyncapi-kafka.role' to 'client' if the document describes the other "
						+ "side.");
	}

	@Test
	void senderWhereTheContractReceivesIn2x() {
		assertThat(findings(Contract.application("""
				asyncapi: 2.6.0
				info: { title: Shop, version: 1.0.0 }
				channels:
				  audit: { publish: { operationId: auditing } }
				""").withBean(AuditReader.class).withUserConfiguration(Audits.class))).containsExactly(
				"4:3 [wrong-direction] Audits.Sender.send sends to the channel 'audit', which has only 'auditing': the "
						+ "document says 'publish', which means in 2.x that this application receives. Name another "
						+ "channel, add an operation, or set 'asyncapi-kafka.role' to 'client' if the document describes "
						+ "the other side.");
	}

	@Test
	void channelWithSeveralOperations() {
		String second = "  alsoOnOrder: { action: receive, channel: { $ref: '#/channels/orders' } }\n";
		assertThat(findings(application(SHOP + second).withBean(Orders.class),
				"asyncapi-kafka.inspection.rules.unimplemented-operation=off"))
			.containsExactly("5:3 [ambiguous-operation] Orders.on names the channel 'orders', which has several "
					+ "operations: 'onOrder', 'alsoOnOrder'. Name one with the attribute 'operation'.");
	}

	@Test
	void operationThatNobodyImplements() {
		assertThat(findings(application(SHOP)))
			.containsExactly("14:3 [unimplemented-operation] Nothing receives with the operation 'onOrder'. Add a "
					+ "@ChannelListener(\"orders\"), or remove the operation if it is not this application's.");
	}

	@Test
	void messageThatNoHandlerTakes() {
		String third = SHOP.replace("deleted:",
				"shipped: { payload: { type: object, required: [ x ] } }\n      deleted:");
		assertThat(findings(application(third).withBean(OrderHandlers.class))).containsExactly(
				"9:7 [unhandled-message] OrderHandlers takes only some of the messages of 'onOrder', and nothing takes "
						+ "'shipped'. Mark the payload with @Payload, have a @KafkaHandler method for each message whose "
						+ "type is named like it or says so with @ChannelMessage, or take one type that can hold all of them, such "
						+ "as JsonNode. 'asyncapi-kafka.operations.onOrder.unhandled=skip' leaves messages out.");
	}

	@Test
	void methodThatTakesOneOfTheMessages() {
		assertThat(findings(application(SHOP).withBean(CreatedOnly.class))).singleElement()
			.asString()
			.startsWith("9:7 [unhandled-message] CreatedOnly.on takes only one of the messages of 'onOrder', and "
					+ "nothing takes 'deleted'.");
	}

	@Test
	void methodWithTwoPayloads() {
		assertThat(findings(application(SHOP).withBean(TwoPayloads.class))).singleElement()
			.asString()
			.startsWith("14:3 [ambiguous-types] TwoPayloads.on wants the payload as java.lang.Integer and as "
					+ "java.lang.Long (parameters without annotation).");
	}

	@Test
	void payloadThatCouldBeAnyMessage() {
		assertThat(findings(application(
				"""
						asyncapi: 3.1.0
						info: { title: Shop, version: 1.0.0 }
						channels:
						  audit: { address: audit, messages: { one: { contentType: application/json }, two: { contentType: text/plain } } }
						operations:
						  sendAudit: { action: send, channel: { $ref: '#/channels/audit' } }
						""")
			.withUserConfiguration(Audits.class))).containsExactly(
					"6:3 [ambiguous-types] Audits.Sender.send sends Event, which could be any of 'sendAudit/one', "
							+ "'sendAudit/two'. Name the class like the message, say so with @ChannelMessage, or name the operation.");
	}

	@Test
	void listenerWithAnUnknownChannelParameter() {
		assertThat(findings(application(SHOP).withBean(UnknownParameter.class))).containsExactly(
				"5:3 [channel-parameter] UnknownParameter.on has a @ChannelParameter 'tenant', which the address of the "
						+ "channel 'orders' does not have. Its topic is 'orders', without parameters.");
	}

	@Test
	void senderWithoutTheValueOfAChannelParameter() {
		assertThat(findings(shop().withUserConfiguration(NoTenant.class), "asyncapi-kafka.parameters.tenant=*"))
			.containsExactly(
					"12:3 [channel-parameter] NoTenant.Sender.send gives no value for '{tenant}' of the address "
							+ "'tenant.{tenant}'. Give the method a parameter with @ChannelParameter, or configure a value "
							+ "instead of '*'.");
	}

	@Test
	void listenerWithoutGroup() {
		assertThat(findings(application(SHOP.replace("const: shop", "type: string")).withBean(Orders.class)))
			.containsExactly(
					"17:26 [missing-group] The operation 'onOrder' needs a consumer group: its schema does not "
							+ "select one value. Set 'asyncapi-kafka.operations.onOrder.group-id' or "
							+ "'spring.kafka.consumer.group-id'.");
	}

	@Test
	void listenersOfOneOperation() {
		assertThat(findings(shop().withBean(MoreOrders.class))).containsExactly(
				"14:3 [shared-group] Orders.on and MoreOrders.on both read the topic 'orders' in one consumer group, so "
						+ "each would get a part of the records. Keep one of them, or give them different groups.");
	}

	@Test
	void messagesThatCannotBeToldApart() {
		assertThat(findings(application(SHOP.replace("const: c", "const: d")).withBean(Orders.class))).containsExactly(
				"8:7 [overlapping-messages] The messages 'created' and 'deleted' of 'onOrder' cannot be told apart: what "
						+ "fits the one fits the other. Require a property with a 'const' of its own in each of them.");
	}

	@Test
	void moreThreadsThanPartitions() {
		assertThat(findings(application(SHOP).withBean(Threads.class), "threads=3")).containsExactly(
				"5:3 [concurrency] Threads.on has 3 threads, but 'orders' has only 2 partitions, so 1 thread gets no "
						+ "records. Set 'concurrency' to 2 at most, or have more partitions.");
		assertThat(findings(shop(), "spring.kafka.listener.concurrency=4")).containsExactly(
				"5:3 [concurrency] Orders.on has 4 threads, but 'orders' has only 2 partitions, so 2 threads get no "
						+ "records. Set 'concurrency' to 2 at most, or have more partitions.");
	}

	@Test
	void plainListenerOfATopicOfTheContract() {
		String note = "11:3 [plain-topic] %s listens to the topic 'audit' of the channel 'audit' without the contract: "
				+ "its records are not checked. Use @ChannelListener(\"audit\") to have them checked.";
		assertThat(findings(shop().withBean(PlainTopic.class), "audit.topic=audit"))
			.containsExactly(note.formatted("PlainTopic.on"));
		assertThat(findings(shop().withBean(PlainPattern.class))).containsExactly(note.formatted("PlainPattern.on"));
		assertThat(findings(shop().withBean(PlainPartition.class)))
			.containsExactly(note.formatted("PlainPartition.on"));
	}

	@Test
	void templateWithATopicOfTheContract() {
		assertThat(findings(shop(), "spring.kafka.template.default-topic=audit")).containsExactly(
				"11:3 [plain-topic] The bean 'kafkaTemplate' has the default topic 'audit' of the channel 'audit' "
						+ "without the contract: its records are not checked. Use @Send(\"audit\") or "
						+ "ChannelTemplates.get(\"audit\") to have them checked.");
	}

	// Applications without a mistake

	@Test
	void oneListenerForAllMessages() {
		assertThat(report(shop()))
			.isEqualTo("Code and contract agree: 1 endpoint; not compared: sendAudit, sendTenant");
	}

	@Test
	void handlersForAllMessagesAndSenders() {
		assertThat(report(
				application(SHOP).withBean(OrderHandlers.class).withUserConfiguration(Audits.class, Tenants.class),
				"asyncapi-kafka.parameters.tenant=*"))
			.isEqualTo("Code and contract agree: 3 endpoints");
	}

	@Test
	void listenersInTwoGroupsAndFewThreads() {
		assertThat(report(application(SHOP.replace("const: shop", "type: string")).withBean(OrdersOfA.class)
			.withBean(OrdersOfB.class))).startsWith("Code and contract agree: 2 endpoints;");
	}

	@Test
	void plainListenersOfOtherTopics() {
		assertThat(report(shop().withBean(PlainDeadLetters.class)))
			.startsWith("Code and contract agree: 1 endpoint; not compared: sendAudit");
	}

	@Test
	void clientOfAnOpenAddressIn2x() {
		assertThat(report(Contract.application("""
				asyncapi: 2.6.0
				info: { title: Shop, version: 1.0.0 }
				defaultContentType: application/json
				channels:
				  tenant.{tenant}:
				    parameters: { tenant: { schema: { enum: [ a, b ] } } }
				    subscribe: { operationId: tenantEvent }
				  audit: { publish: { operationId: auditing } }
				""").withBean(TenantReader.class).withUserConfiguration(Audits.class), "asyncapi-kafka.role=client",
				"spring.application.name=reader"))
			.isEqualTo("Code and contract agree: 2 endpoints");
	}

	/**
	 * An application whose listener is as it should be.
	 */
	private static ApplicationContextRunner shop() {
		return application(SHOP).withBean(Orders.class);
	}

	private static ApplicationContextRunner application(String document) {
		return Contract.application(document);
	}

	/**
	 * Return what is found, if an application is started in spite of it.
	 */
	static List<String> findings(ApplicationContextRunner runner, String... properties) {
		return inspect(runner, properties).findings()
			.stream()
			.map(Finding::toString)
			.map(InspectionTests::printable)
			.toList();
	}

	static String report(ApplicationContextRunner runner, String... properties) {
		return printable(inspect(runner, properties).toString());
	}

	static ContractReport inspect(ApplicationContextRunner runner, String... properties) {
		ContractReport[] report = new ContractReport[1];
		runner.withPropertyValues("asyncapi-kafka.inspection.mode=log")
			.withPropertyValues(properties)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				report[0] = context.getBean(ContractReport.class);
			});
		return report[0];
	}

	private static String printable(String text) {
		return text.replaceAll("file:\\S*\\.yaml:", "").replaceAll("\\w*InspectionTests\\.", "");
	}

	record Event(String kind) {

	}

	record Created(String kind) {

	}

	record Deleted(String kind) {

	}

	static class Orders {

		@ChannelListener("orders")
		void on(Object order) {
		}

	}

	static class MoreOrders {

		@ChannelListener("orders")
		void on(Object order) {
		}

	}

	static class OrdersOfA {

		@ChannelListener(value = "orders", groupId = "a", concurrency = "2")
		void on(Object order) {
		}

	}

	static class OrdersOfB {

		@ChannelListener(value = "orders", groupId = "b", concurrency = "#{1 + 8}")
		void on(Object order) {
		}

	}

	@ChannelListener("orders")
	static class OrderHandlers {

		@KafkaHandler
		void on(Created order, @Header(name = "trace", required = false) String trace) {
		}

		@KafkaHandler
		void on(Deleted order) {
		}

	}

	static class CreatedOnly {

		@ChannelListener("orders")
		void on(Created order) {
		}

	}

	static class TwoPayloads {

		@ChannelListener("orders")
		void on(Integer order, Long other) {
		}

	}

	static class Threads {

		@ChannelListener(value = "orders", concurrency = "${threads}")
		void on(Object order) {
		}

	}

	static class UnknownChannel {

		@ChannelListener("order")
		void on(Object order) {
		}

	}

	static class UnknownOperation {

		@ChannelListener(value = "orders", operation = "onOrdr", groupId = "other")
		void on(Object order) {
		}

	}

	static class WrongDirection {

		@ChannelListener("audit")
		void on(Object order) {
		}

	}

	static class UnknownParameter {

		@ChannelListener("orders")
		void on(Object order, @ChannelParameter("tenant") String tenant) {
		}

	}

	static class AuditReader {

		@ChannelListener(value = "audit", groupId = "g")
		void on(Object audit) {
		}

	}

	static class TenantReader {

		@ChannelListener("tenant.{tenant}")
		void on(Object event, @ChannelParameter("tenant") String tenant) {
		}

	}

	static class PlainTopic {

		@KafkaListener(topics = "${audit.topic}", groupId = "plain")
		void on(String event) {
		}

	}

	static class PlainPattern {

		@KafkaListener(topicPattern = "aud.*", groupId = "plain")
		void on(String event) {
		}

	}

	static class PlainPartition {

		@KafkaListener(groupId = "plain", topicPartitions = @TopicPartition(topic = "audit",
				partitionOffsets = @PartitionOffset(partition = "0", initialOffset = "0")))
		void on(String event) {
		}

	}

	static class PlainDeadLetters {

		@KafkaListener(topics = { "orders-dlt", "other" }, groupId = "plain")
		void on(String event) {
		}

	}

	@ImportChannelProducers(UnknownTarget.Sender.class)
	static class UnknownTarget {

		@ChannelProducer
		interface Sender {

			@Send("audits")
			void send(Event event);

		}

	}

	@ImportChannelProducers(Audits.Sender.class)
	static class Audits {

		@ChannelProducer
		interface Sender {

			@Send("audit")
			void send(Event event);

		}

	}

	@ImportChannelProducers(NoTenant.Sender.class)
	static class NoTenant {

		@ChannelProducer
		interface Sender {

			@Send("tenants")
			void send(Event event);

		}

	}

	@ImportChannelProducers(Tenants.Sender.class)
	static class Tenants {

		@ChannelProducer
		interface Sender {

			@Send("tenants")
			void send(@Key String key, Event event, @ChannelParameter("tenant") String tenant);

		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;

import static io.github.asyncapikafka.autoconfigure.InspectionTests.findings;
import static io.github.asyncapikafka.autoconfigure.InspectionTests.report;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications whose types do not fit the schemas of the contract, each with one mistake,
 * and applications without.
 */
class TypeInspectionTests {

	private static final String SHOP = """
			asyncapi: 3.1.0
			info: { title: Shop, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  orders:
			    address: orders
			    messages:
			      order:
			        payload:
			          type: object
			          additionalProperties: false
			          required: [ id, number, lines, placed_at ]
			          properties:
			            id: { type: string, format: uuid }
			            number: { type: integer, format: int64 }
			            status: { enum: [ open, paid ] }
			            placed_at: { type: string, format: date-time }
			            due: { type: string, format: date }
			            total: { type: number }
			            lines:
			              type: array
			              items:
			                type: object
			                required: [ sku ]
			                properties: { sku: { type: string }, quantity: { type: integer } }
			            tags: { type: object, additionalProperties: { type: string } }
			        headers:
			          type: object
			          properties: { attempt: { type: integer }, tenant: { type: string } }
			        bindings: { kafka: { key: { type: string, format: uuid } } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    bindings: { kafka: { groupId: { const: shop } } }
			  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
			""";

	private static final String EVENTS = """
			asyncapi: 3.1.0
			info: { title: Events, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  events:
			    address: events
			    messages:
			      created:
			        payload:
			          type: object
			          required: [ kind, at ]
			          properties: { kind: { const: created }, at: { type: string, format: date-time } }
			      deleted:
			        payload:
			          type: object
			          required: [ kind, reason ]
			          properties: { kind: { const: deleted }, reason: { enum: [ obsolete, mistaken ] } }
			  words:
			    address: words
			    messages: { word: { payload: { type: string } } }
			operations:
			  onEvent:
			    action: receive
			    channel: { $ref: '#/channels/events' }
			    bindings: { kafka: { groupId: { const: shop } } }
			  onWord:
			    action: receive
			    channel: { $ref: '#/channels/words' }
			    bindings: { kafka: { groupId: { const: shop } } }
			""";

	// Applications with a mistake

	@Test
	void objectInsteadOfAnArray() {
		assertThat(findings(shop(OneLine.class))).containsExactly(
				"20:13 [type-category] OneLine.on: OneLineOrder.lines is Line, but the contract has an array "
						+ "there. Use a List or an array.");
	}

	@Test
	void integerThatIsTooNarrow() {
		assertThat(findings(shop(NarrowNumber.class))).containsExactly(
				"15:13 [type-width] NarrowNumber.on: NarrowOrder.number is int, but the contract allows numbers "
						+ "up to 9223372036854775807. Use long, or state narrower bounds in the contract.");
		Contract.application(SHOP).withBean(NarrowNumber.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void enumThatLacksAValue() {
		assertThat(findings(shop(FewStates.class))).containsExactly(
				"16:13 [type-enum] FewStates.on: FewStatesOrder.status is Open, which lacks the contract's "
						+ "'paid'. Add the constants, or name them with @JsonProperty.");
	}

	@Test
	void dateThatIsReadFromADateTime() {
		assertThat(findings(shop(Dates.class))).containsExactly(
				"17:13 [type-format] Dates.on: DatedOrder.placedAt is LocalDate, which is not read from all of "
						+ "the contract's strings of format 'date-time', for example not from '2024-02-29T12:30:45+02:00'. "
						+ "Use Instant or OffsetDateTime, or correct the format.");
	}

	@Test
	void propertyThatAReaderNeeds() {
		assertThat(findings(shop(Needy.class))).containsExactly(
				"19:13 [type-required] Needy.on: NeedyOrder.total is double, which must be present to be read, "
						+ "but the contract does not require 'total'. Use a type that can be absent, such as Double.");
	}

	@Test
	void numberInsteadOfAString() {
		assertThat(findings(shop(NumericId.class))).containsExactly(
				"14:13 [type-values] NumericId.on: NumericOrder.id is int, which cannot hold the contract's "
						+ "strings. Use String, or a type that is a string in JSON.");
		Contract.application(SHOP)
			.withBean(NumericId.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("[type-values] "));
	}

	@Test
	void writerThatLacksWhatIsRequired() {
		assertThat(findings(shop(Orders.class).withUserConfiguration(Incomplete.class))).containsExactly(
				"20:13 [type-missing-property] Incomplete.Sender.send: IncompleteOrder does not write 'lines', "
						+ "which the contract requires. Add the property, or name one so with @JsonProperty.");
	}

	@Test
	void writerThatAddsWhatIsForbidden() {
		assertThat(findings(shop(Orders.class).withUserConfiguration(Chatty.class)))
			.containsExactly("9:9 [type-forbidden-property] Chatty.Sender.send: ChattyOrder.priority is written as "
					+ "'priority', which the contract forbids. Remove the property, or leave it out with @JsonIgnore.");
	}

	@Test
	void keyOfAnotherType() {
		assertThat(findings(shop(NumericKey.class))).containsExactly(
				"30:30 [type-values] NumericKey.on: the key is long, which cannot hold the contract's strings. "
						+ "Use String, or a type that is a string in JSON.");
		assertThat(findings(shop(Orders.class).withUserConfiguration(NumericKeys.class))).containsExactly(
				"30:30 [type-format] NumericKeys.Sender.send: the key is long, which is written like '1', but the "
						+ "contract has the format 'uuid'. Use UUID, or correct the format.");
	}

	@Test
	void headerOfAnotherType() {
		assertThat(findings(shop(AttemptAsId.class)))
			.containsExactly("29:25 [type-values] AttemptAsId.on: the header 'attempt' is UUID, which cannot hold the "
					+ "contract's integers. Use int, long or BigInteger.");
	}

	// Applications without a mistake

	@Test
	void nestedRecordsAndTimes() {
		assertThat(report(shop(Orders.class).withUserConfiguration(Complete.class)))
			.isEqualTo("Code and contract agree: 2 endpoints");
	}

	@Test
	void namingStrategyOfTheApplication() {
		assertThat(report(shop(SnakeOrders.class).withUserConfiguration(SnakeSender.class),
				"spring.jackson.property-naming-strategy=SNAKE_CASE"))
			.isEqualTo("Code and contract agree: 2 endpoints");
		assertThat(findings(shop(Orders.class).withUserConfiguration(SnakeSender.class))).hasSize(2)
			.allMatch((finding) -> finding.contains("placed"));
	}

	@Test
	void typesThatHoldAnything() {
		for (Class<?> reader : List.of(Maps.class, Nodes.class, Texts.class, Bytes.class, Anything.class)) {
			assertThat(report(shop(reader))).startsWith("Code and contract agree: 1 endpoint; not compared: sendOrder");
		}
	}

	@Test
	void batches() {
		assertThat(findings(shop(Batches.class))).isEmpty();
	}

	@Test
	void genericSuperclass() {
		assertThat(findings(shop(GenericOrders.class))).isEmpty();
		assertThat(findings(shop(GenericLines.class))).singleElement()
			.asString()
			.contains("[type-category] Reading.on: ");
	}

	@Test
	void sealedInterface() {
		assertThat(findings(events(SealedEvents.class))).isEmpty();
	}

	@Test
	void methodForEachMessage() {
		assertThat(findings(events(EventHandlers.class))).isEmpty();
	}

	@Test
	void enumThatIsAllOfAPayload() {
		assertThat(findings(Contract
			.application(EVENTS.replace("payload: { type: string }", "payload: { enum: [ obsolete, mistaken ] }"))
			.withBean(SealedEvents.class)
			.withBean(Reasons.class))).isEmpty();
	}

	private static ApplicationContextRunner shop(Class<?> reader) {
		return Contract.application(SHOP).withBean(reader);
	}

	private static ApplicationContextRunner events(Class<?> reader) {
		return Contract.application(EVENTS).withBean(reader).withBean(Words.class);
	}

	enum Status {

		@JsonProperty("open")
		OPEN,

		@JsonProperty("paid")
		PAID

	}

	enum Open {

		@JsonProperty("open")
		OPEN

	}

	enum Reason {

		obsolete, mistaken

	}

	record Line(String sku, Integer quantity) {

	}

	record WholeOrder(UUID id, long number, Status status, @JsonProperty("placed_at") Instant placedAt, LocalDate due,
			BigDecimal total, List<Line> lines, Map<String, String> tags) {

	}

	record SnakeOrder(UUID id, long number, Status status, Instant placedAt, LocalDate due, BigDecimal total,
			List<Line> lines, Map<String, String> tags) {

	}

	record GenericOrder<I, L>(I id, long number, Status status, @JsonProperty("placed_at") Instant placedAt,
			LocalDate due, BigDecimal total, List<L> lines, Map<String, String> tags) {

	}

	record OneLineOrder(UUID id, long number, Status status, @JsonProperty("placed_at") Instant placedAt, LocalDate due,
			BigDecimal total, Line lines, Map<String, String> tags) {

	}

	record NarrowOrder(UUID id, int number, Status status, @JsonProperty("placed_at") Instant placedAt, LocalDate due,
			BigDecimal total, List<Line> lines, Map<String, String> tags) {

	}

	record FewStatesOrder(UUID id, long number, Open status, @JsonProperty("placed_at") Instant placedAt, LocalDate due,
			BigDecimal total, List<Line> lines, Map<String, String> tags) {

	}

	record DatedOrder(UUID id, long number, Status status, @JsonProperty("placed_at") LocalDate placedAt, LocalDate due,
			BigDecimal total, List<Line> lines, Map<String, String> tags) {

	}

	record NeedyOrder(UUID id, long number, Status status, @JsonProperty("placed_at") Instant placedAt, LocalDate due,
			double total, List<Line> lines, Map<String, String> tags) {

	}

	record NumericOrder(int id, long number, Status status, @JsonProperty("placed_at") Instant placedAt, LocalDate due,
			BigDecimal total, List<Line> lines, Map<String, String> tags) {

	}

	record IncompleteOrder(UUID id, long number, Status status, @JsonProperty("placed_at") Instant placedAt,
			LocalDate due, BigDecimal total, Map<String, String> tags) {

	}

	record ChattyOrder(UUID id, long number, Status status, @JsonProperty("placed_at") Instant placedAt, LocalDate due,
			BigDecimal total, List<Line> lines, Map<String, String> tags, int priority) {

	}

	static class Orders {

		@ChannelListener("orders")
		void on(WholeOrder order) {
		}

	}

	static class OneLine {

		@ChannelListener("orders")
		void on(OneLineOrder order) {
		}

	}

	static class NarrowNumber {

		@ChannelListener("orders")
		void on(NarrowOrder order) {
		}

	}

	static class FewStates {

		@ChannelListener("orders")
		void on(FewStatesOrder order) {
		}

	}

	static class Dates {

		@ChannelListener("orders")
		void on(DatedOrder order) {
		}

	}

	static class Needy {

		@ChannelListener("orders")
		void on(NeedyOrder order) {
		}

	}

	static class NumericId {

		@ChannelListener("orders")
		void on(NumericOrder order) {
		}

	}

	static class NumericKey {

		@ChannelListener("orders")
		void on(WholeOrder order, @Header(KafkaHeaders.RECEIVED_KEY) long key) {
		}

	}

	static class AttemptAsId {

		@ChannelListener("orders")
		void on(WholeOrder order, @Header(name = "attempt", required = false) UUID attempt,
				@Header(name = "tenant", required = false) String tenant) {
		}

	}

	static class SnakeOrders {

		@ChannelListener("orders")
		void on(SnakeOrder order) {
		}

	}

	static class Maps {

		@ChannelListener("orders")
		void on(Map<String, Object> order) {
		}

	}

	static class Nodes {

		@ChannelListener("orders")
		void on(JsonNode order) {
		}

	}

	static class Texts {

		@ChannelListener("orders")
		void on(String order) {
		}

	}

	static class Bytes {

		@ChannelListener("orders")
		void on(byte[] order) {
		}

	}

	static class Anything {

		@ChannelListener("orders")
		void on(ConsumerRecord<UUID, Object> order) {
		}

	}

	static class Batches {

		@ChannelListener(value = "orders", batch = "true")
		void on(List<WholeOrder> orders) {
		}

	}

	static class Words {

		@ChannelListener("words")
		void on(String word) {
		}

	}

	static class Reasons {

		@ChannelListener("words")
		void on(Reason reason) {
		}

	}

	static class SealedEvents {

		@ChannelListener("events")
		void on(Event event) {
		}

	}

	abstract static class Reading<T> {

		@ChannelListener("orders")
		void on(T order) {
		}

	}

	static class GenericOrders extends Reading<GenericOrder<UUID, Line>> {

	}

	static class GenericLines extends Reading<OneLineOrder> {

	}

	sealed interface Event {

	}

	record Created(Instant at) implements Event {

	}

	record Deleted(Reason reason) implements Event {

	}

	@ChannelListener("events")
	static class EventHandlers {

		@KafkaHandler
		void on(Created event) {
		}

		@KafkaHandler
		void on(@Payload Deleted event, @Header(name = "trace", required = false) String trace) {
		}

	}

	@ImportChannelProducers(Complete.Sender.class)
	static class Complete {

		@ChannelProducer
		interface Sender {

			@Send("orders")
			void send(@Key UUID key, WholeOrder order, @Header("attempt") int attempt);

		}

	}

	@ImportChannelProducers(SnakeSender.Sender.class)
	static class SnakeSender {

		@ChannelProducer
		interface Sender {

			@Send("orders")
			void send(@Key UUID key, SnakeOrder order);

		}

	}

	@ImportChannelProducers(Incomplete.Sender.class)
	static class Incomplete {

		@ChannelProducer
		interface Sender {

			@Send("orders")
			void send(@Key UUID key, IncompleteOrder order);

		}

	}

	@ImportChannelProducers(Chatty.Sender.class)
	static class Chatty {

		@ChannelProducer
		interface Sender {

			@Send("orders")
			void send(@Key UUID key, ChattyOrder order);

		}

	}

	@ImportChannelProducers(NumericKeys.Sender.class)
	static class NumericKeys {

		@ChannelProducer
		interface Sender {

			@Send("orders")
			void send(@Key long key, WholeOrder order);

		}

	}

}

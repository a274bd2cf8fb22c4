package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;

import static io.github.asyncapikafka.autoconfigure.InspectionTests.findings;
import static io.github.asyncapikafka.autoconfigure.InspectionTests.report;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners answer with held against the {@code reply} of their operations.
 */
class ReplyInspectionTests {

	private static final String PRICES = """
			asyncapi: 3.1.0
			info: { title: Prices, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  requests:
			    address: requests
			    messages:
			      priceRequest: { payload: { type: object, required: [ sku ], properties: { sku: { type: string } } } }
			      priceCancelled: { payload: { type: object, required: [ id ], properties: { id: { type: string } } } }
			  prices:
			    address: prices
			    messages:
			      price:
			        payload:
			          type: object
			          required: [ amount ]
			          properties: { amount: { type: number }, currency: { type: string } }
			      refusal: { payload: { type: object, required: [ reason ], properties: { reason: { type: string } } } }
			operations:
			  onRequest:
			    action: receive
			    channel: { $ref: '#/channels/requests' }
			    messages: [ { $ref: '#/channels/requests/messages/priceRequest' } ]
			    reply:
			      channel: { $ref: '#/channels/prices' }
			      messages: [ { $ref: '#/channels/prices/messages/price' } ]
			    bindings: { kafka: { groupId: { const: prices } } }
			  onCancelled:
			    action: receive
			    channel: { $ref: '#/channels/requests' }
			    messages: [ { $ref: '#/channels/requests/messages/priceCancelled' } ]
			    bindings: { kafka: { groupId: { const: prices } } }
			""";

	private static final String ALSO_REFUSAL = PRICES.replace("messages/price' } ]",
			"messages/price' }, { $ref: '#/channels/prices/messages/refusal' } ]");

	@Test
	void listenerThatReturnsNothing() {
		assertThat(findings(prices(Silent.class))).containsExactly(
				"24:5 [missing-reply] Silent.on returns nothing, but 'priceRequest' of the operation 'onRequest' "
						+ "has to be answered with 'price'. Return the answer, with @SendTo naming its topic, or set "
						+ "'asyncapi-kafka.inspection.rules.missing-reply' to 'off' if something else answers.");
		assertThat(findings(prices(SilentLater.class))).singleElement().asString().contains("[missing-reply]");
		assertThat(findings(prices(Silent.class), "asyncapi-kafka.inspection.rules.missing-reply=off")).isEmpty();
		prices(Silent.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("[missing-reply] "));
	}

	@Test
	void severalPossibleAnswersAreNamed() {
		assertThat(findings(Contract.application(ALSO_REFUSAL).withBean(Silent.class))).singleElement()
			.asString()
			.contains("has to be answered with 'price' or 'refusal'.");
	}

	@Test
	void answersThatFit() {
		for (Class<?> listener : List.of(Answering.class, Later.class, Whole.class, Several.class, Unknown.class,
				Json.class)) {
			assertThat(findings(prices(listener))).as(listener.getName()).isEmpty();
		}
	}

	@Test
	void answerOfAnotherType() {
		assertThat(findings(prices(Wrong.class))).containsExactly(
				"17:25 [type-values] Wrong.on: in the answer, Other.amount is String, which is written as a "
						+ "string, but the contract has a number there. Use double or BigDecimal.");
		assertThat(findings(prices(WrongLater.class))).containsExactly(
				"17:25 [type-values] WrongLater.on: in the answer, Other.amount is String, which is written as a "
						+ "string, but the contract has a number there. Use double or BigDecimal.");
	}

	@Test
	void answerThatIsNamedLikeAMessageIsComparedWithThatOne() {
		assertThat(findings(Contract.application(ALSO_REFUSAL).withBean(Refusing.class))).containsExactly(
				"18:79 [type-values] Refusing.on: in the answer, Refusal.reason is int, which is written as a "
						+ "number, but the contract has a string there. Use String, or a type that is a string in JSON.");
		assertThat(findings(Contract.application(ALSO_REFUSAL).withBean(Wrong.class))).isEmpty();
	}

	@Test
	void answersToSendersAreNotCompared() {
		String client = PRICES.substring(0, PRICES.indexOf("  onCancelled:"));
		assertThat(
				report(Contract.application(client).withUserConfiguration(Asking.class), "asyncapi-kafka.role=client"))
			.isEqualTo("Code and contract agree: 1 endpoint; not compared: onRequest");
	}

	private static ApplicationContextRunner prices(Class<?> listener) {
		return Contract.application(PRICES).withBean(listener);
	}

	record PriceRequest(String sku) {

	}

	record PriceCancelled(String id) {

	}

	record Price(double amount, String currency) {

	}

	record Refusal(int reason) {

	}

	record Other(String amount) {

	}

	@ChannelListener("requests")
	static class Silent {

		@KafkaHandler
		void on(PriceRequest request) {
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class SilentLater {

		@KafkaHandler
		CompletableFuture<Void> on(PriceRequest request) {
			return CompletableFuture.completedFuture(null);
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Answering {

		@KafkaHandler
		@SendTo("prices")
		Price on(PriceRequest request) {
			return new Price(1, "EUR");
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Later {

		@KafkaHandler
		@SendTo("prices")
		CompletableFuture<Price> on(PriceRequest request) {
			return CompletableFuture.completedFuture(new Price(1, "EUR"));
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Whole {

		@KafkaHandler
		@SendTo("prices")
		Message<Price> on(PriceRequest request) {
			return MessageBuilder.withPayload(new Price(1, "EUR")).build();
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Several {

		@KafkaHandler
		@SendTo("prices")
		List<Price> on(PriceRequest request) {
			return List.of();
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Unknown {

		@KafkaHandler
		@SendTo("prices")
		Object on(PriceRequest request) {
			return request;
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Json {

		@KafkaHandler
		@SendTo("prices")
		String on(PriceRequest request) {
			return "{}";
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Wrong {

		@KafkaHandler
		@SendTo("prices")
		Other on(PriceRequest request) {
			return new Other("1");
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class WrongLater {

		@KafkaHandler
		@SendTo("prices")
		CompletableFuture<Message<Other>> on(PriceRequest request) {
			return new CompletableFuture<>();
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ChannelListener("requests")
	static class Refusing {

		@KafkaHandler
		@SendTo("prices")
		Refusal on(PriceRequest request) {
			return new Refusal(1);
		}

		@KafkaHandler
		void on(PriceCancelled cancelled) {
		}

	}

	@ImportChannelProducers(Asking.Sender.class)
	static class Asking {

		@ChannelProducer
		interface Sender {

			@Send("requests")
			void ask(PriceRequest request);

		}

	}

}

package io.github.asyncapikafka.binding;

import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.Operation.Action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link KafkaContract}.
 */
class KafkaContractTests {

	private final KafkaContract contract = new TestSettings().contract("""
			asyncapi: 3.1.0
			info: { title: Shop, version: 2.0.0 }
			servers:
			  local: { host: 'localhost:9092', protocol: kafka }
			channels:
			  orders: { address: orders }
			  payments: { address: payments }
			  unused: { address: unused }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
			  onPayment: { action: receive, channel: { $ref: '#/channels/payments' } }
			  auditPayment: { action: receive, channel: { $ref: '#/channels/payments' } }
			""");

	@Test
	void headlineSaysWhichDocumentItIs() {
		assertThat(this.contract.headline())
			.isEqualTo("'Shop' 2.0.0 (AsyncAPI 3.1.0) from asyncapi.yaml: 1 server, 3 channels, 4 operations");
		assertThat(this.contract.location()).hasToString("asyncapi.yaml:1:1");
	}

	@Test
	void channelsAndOperationsAreInDocumentOrder() {
		assertThat(this.contract.channels().keySet()).containsExactly("orders", "payments", "unused");
		assertThat(this.contract.operations().keySet()).containsExactly("onOrder", "sendOrder", "onPayment",
				"auditPayment");
	}

	@Test
	void onlyOperationThatReceivesIsFound() {
		assertThat(receiving("orders", "", "Mailer.on").id()).isEqualTo("onOrder");
	}

	@Test
	void namedOperationThatReceivesIsFound() {
		assertThat(receiving("payments", "auditPayment", "Mailer.on").id()).isEqualTo("auditPayment");
	}

	@Test
	void operationsThatSendAreFound() {
		assertThat(this.contract.sending("orders", "", "Shop.send")).extracting(KafkaOperation::id)
			.containsExactly("sendOrder");
		assertThat(this.contract.sending("sendOrder", "Shop.send").id()).isEqualTo("sendOrder");
	}

	@Test
	void severalOperationsAreAmbiguous() {
		assertThat(problems(() -> receiving("payments", "", "Mailer.on")))
			.containsExactly("asyncapi.yaml:7:3 Mailer.on names the channel 'payments', which has several operations: "
					+ "'onPayment', 'auditPayment'. Name one with the attribute 'operation'.");
	}

	@Test
	void unknownChannelIsNamed() {
		assertThat(problems(() -> receiving("order", "", "Mailer.on")))
			.containsExactly("asyncapi.yaml:1:1 Mailer.on names the channel 'order', which the document does not have. "
					+ "Did you mean 'orders'? There are 'orders', 'payments', 'unused'.");
	}

	@Test
	void unknownOperationOfAChannelIsNamed() {
		assertThat(problems(() -> receiving("orders", "onOrdr", "Mailer.on"))).containsExactly(
				"asyncapi.yaml:1:1 Mailer.on names the operation 'onOrdr', which the document does not have. "
						+ "Did you mean 'onOrder'? There are 'onOrder', 'sendOrder'.");
	}

	@Test
	void unknownOperationIsNamed() {
		assertThat(problems(() -> this.contract.sending("sendPayment", "Shop.send"))).containsExactly(
				"asyncapi.yaml:1:1 Shop.send names the operation 'sendPayment', which the document does not "
						+ "have. Did you mean 'onPayment'? "
						+ "There are 'onOrder', 'sendOrder', 'onPayment', 'auditPayment'.");
	}

	@Test
	void wrongDirectionIsExplained() {
		assertThat(problems(() -> this.contract.sending("payments", "", "Shop.send")))
			.containsExactly("asyncapi.yaml:7:3 Shop.send sends to the channel 'payments', which has only 'onPayment', "
					+ "'auditPayment': the document says 'receive', which means that this application receives. Name another channel, add an operation, or set "
					+ "'asyncapi-kafka.role' to 'client' if the document describes the other side.");
	}

	@Test
	void wrongDirectionIsExplainedWithTheWordsOf2x() {
		assertThat(direction(new TestSettings())).containsExactly(
				"asyncapi.yaml:4:3 Mailer.on receives from the channel 'orders', which has only 'sendOrder': "
						+ "the document says 'subscribe', which means in 2.x that this "
						+ "application sends. Name another channel, add an operation, or set 'asyncapi-kafka.role' to "
						+ "'client' if the document describes the other side.");
	}

	@Test
	void wrongDirectionOfAClientIsExplained() {
		assertThat(direction(new TestSettings().client()))
			.containsExactly("asyncapi.yaml:4:3 Mailer.on sends to the channel 'orders', which has only 'sendOrder': "
					+ "the document says 'subscribe', which means in 2.x that the "
					+ "application it describes sends, and this one is its client. Name another channel, add an "
					+ "operation, or set 'asyncapi-kafka.role' to 'application' if the document describes this side.");
	}

	/**
	 * Return what is wrong with code that does the opposite of what the document says.
	 */
	private static List<String> direction(TestSettings settings) {
		KafkaContract contract = settings.contract("""
				asyncapi: 2.6.0
				info: { title: Shop, version: 2.0.0 }
				channels:
				  orders: { subscribe: { operationId: sendOrder } }
				""");
		Action opposite = contract.operations().get("sendOrder").action().opposite();
		OperationMatch match = contract.match(opposite, "orders", "", "Mailer.on");
		assertThat(match.operations()).isEmpty();
		assertThat(match.failure()).isEqualTo(OperationMatch.Failure.WRONG_DIRECTION);
		return List.of(match.problem().toString());
	}

	@Test
	void channelWithoutOperationIsExplained() {
		assertThat(problems(() -> receiving("unused", "", "Mailer.on")))
			.containsExactly("asyncapi.yaml:8:3 Mailer.on receives from the channel 'unused', which has no "
					+ "operation. Name another channel, add an operation, or set "
					+ "'asyncapi-kafka.role' to 'client' if the document describes the other side.");
	}

	@Test
	void namedOperationOfTheWrongDirectionIsExplained() {
		assertThat(problems(() -> this.contract.sending("onOrder", "Shop.send")))
			.containsExactly("asyncapi.yaml:10:3 Shop.send sends with the operation 'onOrder', but it receives: "
					+ "the document says 'receive', which means that this application receives. Name another "
					+ "operation, or set 'asyncapi-kafka.role' to 'client' if the document describes the other side.");
	}

	private static List<String> problems(ThrowingCallable call) {
		return TestDocuments.lines(catchThrowableOfType(InvalidContractException.class, call).getProblems());
	}

	private KafkaOperation receiving(String channelId, String operationId, String element) {
		return this.contract.match(Action.RECEIVE, channelId, operationId, element).require().get(0);
	}

}

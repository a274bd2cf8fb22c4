package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.kafka.ChannelParameter;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.validation.ContractViolationException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Records on a real broker, sent to the topics of one address.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenAddressSendingTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: 'orders-{region}.{tenant}'
			    parameters:
			      region: { enum: [eu, us], location: $message.payload#/shop/region }
			      tenant: { location: $message.header#/tenant }
			    messages:
			      order: { payload: { type: object } }
			  bills:
			    address: 'bills.{year}.{kind}'
			    parameters:
			      year: {}
			      kind: { enum: [paid, due], default: paid }
			    messages:
			      bill: { payload: { type: object } }
			operations:
			  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
			  sendBill: { action: send, channel: { $ref: '#/channels/bills' } }
			""";

	private final String prefix = Contract.prefix();

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix)
		.withUserConfiguration(Producers.class);

	@Test
	void sendsToTheTopicOfTheArguments(CapturedOutput output) {
		create("orders-eu.7");
		this.contextRunner.run((context) -> {
			context.getBean(Orders.class).toTopic(Region.eu, 7, Map.of());
			assertThat(values("orders-eu.7", 1)).containsExactly("{}");
			assertThat(output).contains("send    sendOrder -> " + this.prefix
					+ "orders-{region}.{tenant} (region and tenant open) OpenAddressSendingTests.Orders.");
			assertThat(topics()).doesNotContain(this.prefix + "bills.{year}.paid");
		});
	}

	@Test
	void takesValuesFromThePlacesInTheMessageThatTheContractNames() {
		create("orders-us.acme");
		this.contextRunner.run((context) -> {
			context.getBean(Orders.class).located(Map.of("shop", Map.of("region", "us")), "acme");
			assertThat(values("orders-us.acme", 1)).containsExactly("{\"shop\":{\"region\":\"us\"}}");
		});
	}

	@Test
	void writesThePayloadOnceAlsoIfTheTopicIsInIt() {
		create("orders-us.acme");
		CountedOrder order = new CountedOrder();
		this.contextRunner.run((context) -> {
			context.getBean(ChannelTemplates.class)
				.get("orders")
				.message(order)
				.header("tenant", "acme")
				.send()
				.get(30, TimeUnit.SECONDS);
			assertThat(values("orders-us.acme", 1)).containsExactly("{\"shop\":{\"region\":\"us\"}}");
			assertThat(order.written).hasValue(1);
		});
	}

	static class CountedOrder {

		private final AtomicInteger written = new AtomicInteger();

		public Map<String, String> getShop() {
			this.written.incrementAndGet();
			return Map.of("region", "us");
		}

	}

	@Test
	void refusesArgumentsThatTheMessageContradicts() {
		create("orders-us.acme", "orders-eu.acme");
		this.contextRunner.run((context) -> {
			Map<String, Object> order = Map.of("shop", Map.of("region", "us"));
			context.getBean(Orders.class).toTopic(Region.us, "acme", order);
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> context.getBean(Orders.class).toTopic(Region.eu, "acme", order))
				.withMessageMatching("A record of the operation 'sendOrder' breaks the contract: address breaks "
						+ "'region: the value at \\$message.payload#/shop/region' \\(file:.*:7:.*\\)");
			assertThat(values("orders-us.acme", 1)).hasSize(1);
		});
	}

	@Test
	void refusesValuesThatAreNotAllowed() {
		this.contextRunner.run((context) -> {
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> context.getBean(Orders.class).toTopic(Region.asia, "acme", Map.of()))
				.withMessageContaining("address breaks 'region: one of 'eu', 'us''");
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> context.getBean(Orders.class).toTopic(Region.eu, "a.b", Map.of()))
				.withMessageContaining("address breaks 'tenant: letters, digits, '_' and '-''");
		});
	}

	@Test
	void warnsOnlyIfTheContractIsNotEnforced(CapturedOutput output) {
		create("orders-asia.acme");
		this.contextRunner.withPropertyValues("asyncapi-kafka.enforcement.outbound=warn").run((context) -> {
			context.getBean(Orders.class).toTopic(Region.asia, "acme", Map.of());
			assertThat(values("orders-asia.acme", 1)).hasSize(1);
			assertThat(output).contains("Sending a record of the operation 'sendOrder' although address breaks");
		});
		this.contextRunner.withPropertyValues("asyncapi-kafka.enforcement.outbound=off")
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> context.getBean(Orders.class).toTopic(Region.eu, "a/b", Map.of()))
				.withMessage("Kafka does not allow the topic name '" + this.prefix
						+ "orders-eu.a/b' that the address of the channel 'orders' becomes"));
	}

	@Test
	void saysAtOnceWhichTopicIsMissingAndSendsWhenItIsThere() {
		this.contextRunner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			long start = System.nanoTime();
			assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> orders.toTopic(Region.eu, "new", Map.of()))
				.withMessage("The topic '" + this.prefix + "orders-eu.new' does not exist. Topics of an address with "
						+ "open parameters are not created")
				.withCauseInstanceOf(UnknownTopicOrPartitionException.class);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
			assertThat(topics()).doesNotContain(this.prefix + "orders-eu.new");
			create("orders-eu.new");
			orders.toTopic(Region.eu, "new", Map.of());
			assertThat(values("orders-eu.new", 1)).hasSize(1);
		});
	}

	@Test
	void aBrokerThatCannotBeAskedIsSaidInTime() {
		this.contextRunner
			.withPropertyValues("spring.kafka.bootstrap-servers=localhost:1", "spring.kafka.admin.operation-timeout=1s")
			.run((context) -> assertThatExceptionOfType(KafkaException.class)
				.isThrownBy(() -> context.getBean(Orders.class).toTopic(Region.eu, "acme", Map.of()))
				.withMessageStartingWith(
						"The broker cannot be asked for the topic '" + this.prefix + "orders-eu.acme'"));
	}

	@Test
	void templateTakesParametersAndTheDocumentsDefault() {
		create("bills.2024.paid", "bills.2024.due");
		this.contextRunner.run((context) -> {
			ChannelTemplate<Object> template = context.getBean(ChannelTemplates.class).get("bills");
			template.message(Map.of("id", 1)).parameter("year", 2024).send().get(30, TimeUnit.SECONDS);
			template.message(Map.of("id", 2))
				.parameter("year", 2024)
				.parameter("kind", "due")
				.send()
				.get(30, TimeUnit.SECONDS);
			assertThat(values("bills.2024.paid", 1)).containsExactly("{\"id\":1}");
			assertThat(values("bills.2024.due", 1)).containsExactly("{\"id\":2}");
			assertThatIllegalArgumentException().isThrownBy(() -> template.send(Map.of()))
				.withMessage("No value is given for '{year}' of the address '" + this.prefix
						+ "bills.{year}.paid'. Give it with @ChannelParameter or parameter(name, value): "
						+ "letters, digits, '_' and '-'");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> template.message(Map.of()).parameter("month", 1).send())
				.withMessage("The address '" + this.prefix + "bills.{year}.paid' has no parameter 'month'");
		});
	}

	@Test
	void configuredValueIsTheOnlyOne() {
		this.contextRunner
			.withPropertyValues("asyncapi-kafka.parameters.region=us",
					"asyncapi-kafka.channels.orders.parameters.tenant=acme")
			.run((context) -> {
				context.getBean(Orders.class).toTopic(Region.us, "acme", Map.of());
				assertThat(values("orders-us.acme", 1)).hasSize(1);
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> context.getBean(Orders.class).toTopic(Region.eu, "acme", Map.of()))
					.withMessageContaining("address breaks 'region: the configured value 'us''");
			});
	}

	@Test
	void valueThatNothingGivesStopsTheStartUp() {
		Contract.application(DOCUMENT)
			.withUserConfiguration(ForgetfulProducers.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.asString()
				.contains("The address of the channel 'bills' needs a value for '{year}'. Set "
						+ "'asyncapi-kafka.channels.bills.parameters.year' or 'asyncapi-kafka.parameters.year', or leave it "
						+ "open on purpose, with '*' or a @ChannelParameter."));
		Contract.application(DOCUMENT)
			.withPropertyValues("asyncapi-kafka.parameters.year=*")
			.withUserConfiguration(ForgetfulProducers.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.asString()
				.contains("OpenAddressSendingTests.Forgetful.send gives no value for '{year}' of the address "
						+ "'bills.{year}.paid'. Give the method a parameter with @ChannelParameter, or configure a value "
						+ "instead of '*'."));
	}

	private static List<String> problems(Throwable failure) {
		assertThat(failure).isInstanceOf(InvalidContractException.class);
		return ((InvalidContractException) failure).getProblems().stream().map(Object::toString).toList();
	}

	private void create(String... topics) {
		for (String topic : topics) {
			TestBroker.get().create(this.prefix + topic, 1);
		}
	}

	private static Set<String> topics() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			return admin.listTopics().names().get();
		}
	}

	private List<String> values(String topic, int count) {
		return TestBroker.get()
			.receive(this.prefix + topic, count)
			.stream()
			.map((record) -> new String(record.value()))
			.toList();
	}

	@ChannelProducer
	interface Orders {

		@Send("orders")
		void toTopic(@ChannelParameter Region region, @ChannelParameter("tenant") Object customer,
				Map<String, Object> order);

		@Send("orders")
		void located(Map<String, Object> order, @Header("tenant") String tenant);

	}

	enum Region {

		eu, us, asia

	}

	@Configuration(proxyBeanMethods = false)
	@ImportChannelProducers(Orders.class)
	static class Producers {

	}

	@ChannelProducer
	interface Forgetful {

		@Send("bills")
		void send(Map<String, Object> bill);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportChannelProducers(Forgetful.class)
	static class ForgetfulProducers {

	}

}

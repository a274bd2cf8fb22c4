package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelParameter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods that get values of an address while several listeners could have called them.
 */
class OpenAddressHandlerTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Shop, version: 1.0.0 }
			channels:
			  orders:
			    address: 'orders.{tenant}'
			    parameters: { tenant: {} }
			    messages: { order: { payload: { type: object } } }
			  bills:
			    address: 'bills.{tenant}'
			    parameters: { tenant: {} }
			    messages: { bill: { payload: { type: object } } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			  onBill: { action: receive, channel: { $ref: '#/channels/bills' } }
			""";

	private final String prefix = Contract.prefix();

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix)
		.withPropertyValues("spring.application.name=shop");

	OpenAddressHandlerTests() {
		TestBroker.get().create(this.prefix + "orders.acme", 1);
		TestBroker.get().create(this.prefix + "bills.ajax", 1);
	}

	@Test
	void handlerThatSeveralListenersInherit() {
		this.contextRunner.withBean(Orders.class).withBean(Bills.class).run((context) -> {
			assertThat(context).hasNotFailed();
			send();
			await(context.getBean(Orders.class).received, "acme");
			await(context.getBean(Bills.class).received, "ajax");
		});
	}

	@Test
	void methodThatIsAListenerOfItsOwnInTheClassOfAnother() {
		this.contextRunner.withBean(OrdersAndBills.class).run((context) -> {
			assertThat(context).hasNotFailed();
			send();
			await(context.getBean(OrdersAndBills.class).received, "order acme", "bill ajax");
		});
	}

	@Test
	void methodThatIsBothHandlerAndListener() {
		this.contextRunner.withBean(OrdersOrBills.class).run((context) -> {
			assertThat(context).hasNotFailed();
			send();
			await(context.getBean(OrdersOrBills.class).received, "acme", "ajax");
		});
	}

	@Test
	void handlerOfAnInterfaceThatSeveralListenersAreProxiesOf() {
		OrdersOfInterface orders = new OrdersOfInterface();
		BillsOfInterface bills = new BillsOfInterface();
		this.contextRunner.withBean("proxies", Proxies.class, Proxies::new)
			.withBean("orders", Handler.class, () -> orders)
			.withBean("bills", Handler.class, () -> bills)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				send();
				await(orders.received, "acme");
				await(bills.received, "ajax");
			});
	}

	private void send() {
		TestBroker.get().send(this.prefix + "orders.acme", "{}");
		TestBroker.get().send(this.prefix + "bills.ajax", "{}");
	}

	private static void await(List<String> received, String... expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(received).containsExactlyInAnyOrder(expected));
	}

	abstract static class Base {

		final List<String> received = new CopyOnWriteArrayList<>();

		@KafkaHandler
		void on(@Payload Map<String, Object> payload, @ChannelParameter String tenant) {
			this.received.add(tenant);
		}

	}

	@ChannelListener("orders")
	static class Orders extends Base {

	}

	@ChannelListener("bills")
	static class Bills extends Base {

	}

	@ChannelListener("orders")
	static class OrdersAndBills {

		final List<String> received = new CopyOnWriteArrayList<>();

		@KafkaHandler
		void onOrder(@Payload Map<String, Object> order, @ChannelParameter String tenant) {
			this.received.add("order " + tenant);
		}

		@ChannelListener("bills")
		void onBill(@Payload Map<String, Object> bill, @ChannelParameter String tenant) {
			this.received.add("bill " + tenant);
		}

	}

	@ChannelListener("orders")
	static class OrdersOrBills {

		final List<String> received = new CopyOnWriteArrayList<>();

		@KafkaHandler
		@ChannelListener("bills")
		void on(@Payload Map<String, Object> payload, @ChannelParameter String tenant) {
			this.received.add(tenant);
		}

	}

	interface Handler {

		void on(@Payload Map<String, Object> payload, @ChannelParameter("tenant") String tenant);

	}

	@ChannelListener("orders")
	static class OrdersOfInterface implements Handler {

		final List<String> received = new CopyOnWriteArrayList<>();

		@Override
		@KafkaHandler
		public void on(@Payload Map<String, Object> payload, @ChannelParameter("tenant") String tenant) {
			this.received.add(tenant);
		}

	}

	@ChannelListener("bills")
	static class BillsOfInterface implements Handler {

		final List<String> received = new CopyOnWriteArrayList<>();

		@Override
		@KafkaHandler
		public void on(@Payload Map<String, Object> payload, @ChannelParameter("tenant") String tenant) {
			this.received.add(tenant);
		}

	}

	static class Proxies implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (!(bean instanceof Handler)) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(false);
			return factory.getProxy();
		}

	}

}

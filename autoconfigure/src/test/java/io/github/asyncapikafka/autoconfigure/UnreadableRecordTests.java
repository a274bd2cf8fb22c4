package io.github.asyncapikafka.autoconfigure;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records that keep the contract, but do not fit the Java type of the listener, on a real
 * broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnreadableRecordTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  orders:
			    address: orders
			    messages:
			      order:
			        payload: {}
			        bindings: { kafka: { key: { type: object } } }
			    bindings: { kafka: { partitions: 1 } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    bindings: { kafka: { groupId: { const: readers } } }
			""";

	private static final String PAYLOAD = "The payload cannot be read as " + Order.class.getTypeName();

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix);

	@Test
	void reasonNamesTheMemberAndTheTypeButNoValue(CapturedOutput output) {
		Map<String, String> reasons = new LinkedHashMap<>();
		reasons.put("{'count':'secret'}", PAYLOAD + ": /count has to be java.lang.Integer");
		reasons.put("{'items':[{'amount':1},{'amount':'secret'}]}", PAYLOAD + ": /items/1/amount has to be int");
		reasons.put("{'items':[{'amount':[7777777777]}]}", PAYLOAD + ": /items/0/amount has to be int");
		reasons.put("{'totals':{'a\\nb/c~':'secret'}}", PAYLOAD + ": /totals/a\\nb~1c~0 has to be java.lang.Long");
		reasons.put("{'totals':{'" + "n".repeat(300) + "':'secret'}}",
				PAYLOAD + ": /totals/" + "n".repeat(192) + "... has to be java.lang.Long");
		reasons.put("{'count':7777777777}", PAYLOAD + ": /count has to be int");
		reasons.put("{'items':[{'amount':7777777777}]}", PAYLOAD + ": /items/0/amount has to be int");
		reasons.put("{'totals':{'a':77777777777777777777}}", PAYLOAD + ": /totals/a has to be long");
		reasons.put("{'price':7e400}", PAYLOAD + ": /price has to be double");
		reasons.put("{'price':" + "7".repeat(400) + "}", PAYLOAD + ": /price has to be double");
		reasons.put("{'weight':7e39}", PAYLOAD + ": /weight has to be float");
		reasons.put("{'prices':[1e1,7E+400]}", PAYLOAD + ": /prices/1 has to be double");
		reasons.put("{'any':{'a':[7e400]}}", PAYLOAD + ": /any has to be double");
		reasons.put("{'refused':'secret'}", PAYLOAD + ": /refused has to be " + Refusing.class.getTypeName());
		reasons.put("{'secretive':1}", PAYLOAD + ": /secretive is no member of " + Order.class.getTypeName());
		reasons.put("[]", PAYLOAD);
		this.contextRunner.withBean(OrderListener.class)
			.withPropertyValues("spring.jackson.deserialization.fail-on-unknown-properties=true")
			.run((context) -> {
				reasons.keySet().forEach((json) -> send("{}", json));
				send("{'tenant':'secret'}", "{}");
				List<String> found = new ArrayList<>();
				TestBroker.get().receive(this.topic + "-dlt", reasons.size() + 1).forEach((letter) -> {
					assertThat(text(letter, DeadLetterHeaders.CAUSE)).isEqualTo("unreadable");
					found.add(text(letter, DeadLetterHeaders.REASON));
				});
				List<String> expected = new ArrayList<>(reasons.values());
				expected.add("The key cannot be read as " + OrderKey.class.getTypeName()
						+ ": /tenant has to be java.lang.Long");
				assertThat(found).isEqualTo(expected);
				for (int i = 0; i < expected.size(); i++) {
					assertThat(output).contains(
							"Refused " + this.topic + "-0@" + i + " of the operation 'onOrder': " + expected.get(i));
				}
				assertThat(output).doesNotContain("'secret'", "\"secret\"", "7777777777");
			});
	}

	@Test
	void numbersThatTheTypeCanHoldAreRead() {
		this.contextRunner.withBean(OrderListener.class).run((context) -> {
			send("{'tenant':5.0}",
					"{'count':5.0,'price':1e308,'weight':3.4e38,'exact':1e400,'text':'1e400','any':1e100,'totals':{'a':5e0}}");
			assertThat(context.getBean(OrderListener.class).next()).isEqualTo(List.of(new OrderKey(5L), new Order(5,
					1e308, 3.4e38f, new BigDecimal("1e400"), "1e400", 1e100, null, null, Map.of("a", 5L), null)));
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { MapListener.class, TreeListener.class, AnimalListener.class })
	void numberThatWouldBecomeInfiniteIsADeadLetter(Class<? extends Listener> type) {
		this.contextRunner.withBean(type).run((context) -> {
			send("{}", "{'type':'cat','a':[1,7e400]}");
			send("{}", "{'a':[1,7e400],'type':'cat'}");
			send("{}", "{'type':'cat','a':[1,7e300]}");
			context.getBean(type).next();
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 2)).hasSize(2)
				.allSatisfy((letter) -> assertThat(text(letter, DeadLetterHeaders.REASON))
					.startsWith("The payload cannot be read as ")
					.doesNotContain("7e400"));
		});
	}

	private void send(String key, String payload) {
		TestBroker.get().send(new ProducerRecord<>(this.topic, 0, utf8(key), utf8(payload)));
	}

	private static byte[] utf8(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

	private static String text(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	record OrderKey(@Nullable Long tenant) {
	}

	record Order(@Nullable Integer count, @Nullable Double price, @Nullable Float weight, @Nullable BigDecimal exact,
			@Nullable String text, @Nullable Object any, double @Nullable [] prices, @Nullable List<Item> items,
			@Nullable Map<String, Long> totals, @Nullable Refusing refused) {
	}

	record Item(int amount) {
	}

	record Refusing(String text) {

		Refusing {
			throw new IllegalArgumentException("not " + text);
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
	interface Animal {

	}

	record Cat(List<Double> a) implements Animal {
	}

	abstract static class Listener {

		private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

		void received(Object value) {
			this.received.add(value);
		}

		Object next() throws InterruptedException {
			Object value = this.received.poll(30, TimeUnit.SECONDS);
			assertThat(value).isNotNull();
			return value;
		}

	}

	static class OrderListener extends Listener {

		@ChannelListener("orders")
		void on(ConsumerRecord<OrderKey, Order> record) {
			received(List.of(record.key(), record.value()));
		}

	}

	static class MapListener extends Listener {

		@ChannelListener("orders")
		void on(Map<String, Object> order) {
			received(order);
		}

	}

	static class TreeListener extends Listener {

		@ChannelListener("orders")
		void on(JsonNode order) {
			received(order);
		}

	}

	static class AnimalListener extends Listener {

		@ChannelListener("orders")
		void on(Animal animal) {
			received(animal);
		}

	}

}

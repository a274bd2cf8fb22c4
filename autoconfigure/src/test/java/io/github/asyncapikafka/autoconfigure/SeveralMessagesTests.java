package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.actuate.SkippedRecordMetrics;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelMessage;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Headers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records of channels with several messages on a real broker.
 */
class SeveralMessagesTests {

	static final String HEAD = """
			asyncapi: 3.1.0
			info: { title: Accounts, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  accounts:
			    address: accounts
			    bindings: { kafka: { partitions: 1 } }
			    messages:
			      opened:
			        payload:
			          type: object
			          required: [type, owner]
			          properties: { type: { const: opened }, owner: { type: string } }
			      closed:
			        payload:
			          type: object
			          required: [type, reason]
			          properties: { type: { const: closed }, reason: { type: string } }
			      moved:
			        payload:
			          type: object
			          required: [type, to]
			          properties: { type: { const: moved }, to: { type: string } }
			operations:
			""";

	static final String ALL = HEAD + """
			  onAccount:
			    action: receive
			    channel: { $ref: '#/channels/accounts' }
			""";

	static final String TWO = ALL + """
			    messages:
			      - { $ref: '#/channels/accounts/messages/opened' }
			      - { $ref: '#/channels/accounts/messages/closed' }
			""";

	static final String OPENED = "{\"type\":\"opened\",\"owner\":\"ada\"}";

	static final String CLOSED = "{\"type\":\"closed\",\"reason\":\"quiet\"}";

	static final String MOVED = "{\"type\":\"moved\",\"to\":\"here\"}";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "accounts";

	@ParameterizedTest
	@ValueSource(classes = { HandlersByName.class, HandlersByAnnotation.class, SealedListener.class,
			SealedHandler.class, SealedRecordListener.class, NodeListener.class, ObjectListener.class })
	void givesEachMessageItsType(Class<? extends Listener> type) {
		running(TWO).withBean(type).run((context) -> {
			send(OPENED, CLOSED);
			Listener listener = context.getBean(type);
			assertThat(List.of(listener.next(), listener.next())).containsExactly("opened ada", "closed quiet");
		});
	}

	@Test
	void givesEachMessageTheClassThatIsConfigured() {
		running(TWO).withBean(ConfiguredListener.class)
			.withPropertyValues("asyncapi-kafka.messages.opened.type=" + Alpha.class.getName(),
					"asyncapi-kafka.messages.closed.type=" + Beta.class.getCanonicalName())
			.run((context) -> {
				send(OPENED, CLOSED);
				ConfiguredListener listener = context.getBean(ConfiguredListener.class);
				assertThat(List.of(listener.next(), listener.next())).containsExactly("Alpha[owner=ada]",
						"Beta[reason=quiet]");
			});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void skipsCountsAndAcknowledgesOtherMessagesOfTheChannel(CapturedOutput output) {
		running(TWO).withBean(HandlersByName.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AutoConfigurations.of(AsyncApiKafkaMetricsAutoConfiguration.class))
			.withPropertyValues("logging.level.io.github.asyncapikafka=debug")
			.run((context) -> {
				send(MOVED, OPENED, MOVED);
				assertThat(context.getBean(HandlersByName.class).next()).isEqualTo("opened ada");
				awaitCommitted("accounts", 3);
				Counter counter = context.getBean(MeterRegistry.class)
					.get(SkippedRecordMetrics.NAME)
					.tags("operation", "onAccount", "message", "moved", "reason", "other-message")
					.counter();
				assertThat(counter.count()).isEqualTo(2);
				assertThat(context.getBean(HandlersByName.class).received).isEmpty();
			});
		assertThat(output).doesNotContain("Refused");
	}

	@Test
	void recordOfNoMessageOfTheChannelIsADeadLetter() {
		running(TWO).withBean(HandlersByName.class).run((context) -> {
			send("{\"type\":\"born\"}", "{\"type\":\"moved\"}", OPENED);
			assertThat(context.getBean(HandlersByName.class).next()).isEqualTo("opened ada");
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 2)).extracting(SeveralMessagesTests::rule)
				.containsExactly("message", "required");
		});
	}

	@Test
	void hugeNumberInThePlaceOfTheDiscriminatorIsADeadLetter() {
		running(TWO).withBean(HandlersByName.class).run((context) -> {
			send("{\"type\":12E+2147483647}", OPENED);
			assertThat(context.getBean(HandlersByName.class).next()).isEqualTo("opened ada");
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).extracting(SeveralMessagesTests::rule)
				.containsExactly("message");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reject", "warn" })
	void recordThatADeserializerCannotCopeWithIsADeadLetter(String enforcement) {
		Deserializer<Object> failing = (topic, data) -> {
			throw new NoClassDefFoundError("of a library");
		};
		running(TWO).withBean(HandlersByName.class)
			.withBean("failing", Serde.class, () -> Serdes.serdeFrom((topic, data) -> new byte[0], failing))
			.withPropertyValues("asyncapi-kafka.messages.opened.key-serde=failing",
					"asyncapi-kafka.messages.closed.key-serde=failing",
					"asyncapi-kafka.enforcement.inbound=" + enforcement)
			.run((context) -> {
				send("k".getBytes(), CLOSED, "closed");
				send(OPENED);
				assertThat(context.getBean(HandlersByName.class).next()).isEqualTo("opened ada");
				ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.topic + "-dlt", 1).get(0);
				assertThat(text(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())).contains("record ",
						"be checked and read");
				assertThat(text(letter.value())).isEqualTo(CLOSED);
			});
	}

	@Test
	void recordThatCouldBeSeveralMessagesIsADeadLetter() {
		String document = TWO.replace("properties: { type: { const: opened }, owner: { type: string } }", "{}")
			.replace("{}", "properties: { owner: { type: string } }")
			.replace("type: { const: closed }, ", "")
			.replace("type: { const: moved }, ", "");
		running(document).withBean(HandlersByName.class).run((context) -> {
			send("{\"type\":1,\"owner\":\"ada\",\"reason\":\"quiet\"}", "{\"type\":1,\"owner\":\"ada\"}");
			assertThat(context.getBean(HandlersByName.class).next()).isEqualTo("opened ada");
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).extracting(SeveralMessagesTests::rule)
				.containsExactly("ambiguous-message");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "warn", "off" })
	void tellsMessagesApartAlsoIfNothingIsRefused(String enforcement) {
		running(TWO).withBean(HandlersByName.class)
			.withPropertyValues("asyncapi-kafka.enforcement.inbound=" + enforcement)
			.run((context) -> {
				send(MOVED, "{\"type\":\"closed\"}", "{\"type\":\"born\"}", OPENED);
				HandlersByName listener = context.getBean(HandlersByName.class);
				assertThat(List.of(listener.next(), listener.next())).containsExactly("closed null", "opened ada");
				assertThat(TestBroker.get().receive(this.topic + "-dlt", 1))
					.extracting((record) -> text(record.value()))
					.containsExactly("{\"type\":\"born\"}");
			});
	}

	@Test
	void readsMessagesOfDifferentEncodings() {
		running("""
				asyncapi: 3.1.0
				info: { title: Accounts, version: 1.0.0 }
				channels:
				  accounts:
				    address: accounts
				    bindings: { kafka: { partitions: 1 } }
				    messages:
				      opened:
				        contentType: application/json
				        headers: { properties: { kind: { const: opened } } }
				        payload: { type: object }
				        bindings: { kafka: { key: { type: integer, format: int32 } } }
				      note:
				        contentType: text/plain
				        headers: { properties: { kind: { const: note } } }
				        payload: { type: string }
				        bindings: { kafka: { key: { type: string } } }
				operations:
				  onAccount: { action: receive, channel: { $ref: '#/channels/accounts' } }
				""").withBean(MixedListener.class).run((context) -> {
			send(new byte[] { 0, 0, 0, 7 }, OPENED, "opened");
			send("k".getBytes(), "{ text", "note");
			MixedListener listener = context.getBean(MixedListener.class);
			assertThat(List.of(listener.next(), listener.next())).containsExactly("7: opened ada", "k: note { text");
		});
	}

	@Test
	void messageThatNoHandlerTakesStopsTheStart() {
		Contract.application(ALL)
			.withBean(HandlersByName.class)
			.withPropertyValues("spring.kafka.consumer.group-id=accounts")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"SeveralMessagesTests.HandlersByName takes only some of the messages of 'onAccount', and nothing "
							+ "takes 'moved'."));
	}

	@Test
	void messageThatNoHandlerTakesIsSkippedIfThatIsConfigured() {
		running(ALL).withBean(HandlersByName.class)
			.withPropertyValues("asyncapi-kafka.operations.onAccount.unhandled=skip")
			.run((context) -> {
				send(MOVED, OPENED);
				assertThat(context.getBean(HandlersByName.class).next()).isEqualTo("opened ada");
				send(MOVED);
				awaitCommitted("accounts", 3);
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { Unnamed.class, TwoWays.class, WrongAnnotation.class, ClosedChoice.class })
	void handlersThatDoNotFitStopTheStart(Class<?> type) {
		Contract.application(TWO)
			.withBean(type)
			.withPropertyValues("spring.kafka.consumer.group-id=accounts")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(Map.<Class<?>, String>of(
					Unnamed.class,
					"Unnamed has a handler for " + Alpha.class.getName()
							+ ", which stands for none of the messages 'opened', 'closed', 'moved'.",
					TwoWays.class,
					"TwoWays has several ways to take 'opened': as " + Event.class.getName() + " and as "
							+ Opened.class.getName(),
					WrongAnnotation.class, "nothing takes 'opened', 'closed'", ClosedChoice.class,
					"ClosedChoice.on takes none of the messages of 'onAccount', and nothing takes 'opened', 'closed'")
				.get(type)));
	}

	@Test
	void unknownClassInConfigurationStopsTheStart() {
		Contract.application(TWO)
			.withBean(NodeListener.class)
			.withPropertyValues("spring.kafka.consumer.group-id=accounts",
					"asyncapi-kafka.messages.opened.type=com.example.Nothing")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"The property 'asyncapi-kafka.messages.opened.type' names 'com.example.Nothing', "
							+ "which is no class of the application."));
	}

	@Test
	void oneClassServesSeveralOperationsOfAChannel() {
		running(HEAD + operation("onOpened", "opened") + operation("onClosed", "closed")).withBean(HandlersByName.class)
			.run((context) -> {
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainerIds())
					.containsExactly("onOpened");
				send(OPENED, MOVED, CLOSED, "{\"type\":\"closed\"}");
				HandlersByName listener = context.getBean(HandlersByName.class);
				assertThat(List.of(listener.next(), listener.next())).containsExactly("opened ada", "closed quiet");
				awaitCommitted("accounts", 4);
			});
	}

	@Test
	void oneClassCannotServeOperationsThatShareMessagesOrDifferInTheirGroup() {
		ApplicationContextRunner shared = Contract
			.application(HEAD + operation("onOpened", "opened") + operation("onAgain", "opened"))
			.withBean(HandlersByName.class)
			.withPropertyValues("spring.kafka.consumer.group-id=accounts");
		shared.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
				"cannot receive for all operations of the channel 'accounts', 'onOpened', 'onAgain', "
						+ "of which several have 'opened'."));
		Contract.application(HEAD + operation("onOpened", "opened") + operation("onClosed", "closed"))
			.withBean(HandlersByName.class)
			.withPropertyValues("asyncapi-kafka.operations.onOpened.group-id=a",
					"asyncapi-kafka.operations.onClosed.group-id=b")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("which have different consumer groups."));
	}

	@Test
	void retriesAMessageAsTheMessageThatItIs() {
		running(TWO).withBean(RetryingListener.class).run((context) -> {
			send(OPENED, MOVED, CLOSED);
			RetryingListener listener = context.getBean(RetryingListener.class);
			assertThat(List.of(listener.next(), listener.next(), listener.next()))
				.containsExactlyInAnyOrder("fails Opened[owner=ada]", "opened ada", "closed quiet");
		});
	}

	private ApplicationContextRunner running(String document) {
		return Contract.running(document, this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=accounts",
					"spring.jackson.deserialization.fail-on-unknown-properties=false");
	}

	private static String operation(String id, String message) {
		return """
				  %s:
				    action: receive
				    channel: { $ref: '#/channels/accounts' }
				    messages: [ { $ref: '#/channels/accounts/messages/%s' } ]
				""".formatted(id, message);
	}

	private void send(String... payloads) {
		for (String payload : payloads) {
			TestBroker.get().send(this.topic, payload);
		}
	}

	private void send(byte[] key, String payload, String kind) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.topic, 0, key, payload.getBytes());
		record.headers().add("kind", kind.getBytes());
		TestBroker.get().send(record);
	}

	private void awaitCommitted(String group, long offset) {
		awaitCommitted(group, this.topic, offset);
	}

	static void awaitCommitted(String group, String topic, long offset) {
		try (Admin admin = TestBroker.get().admin()) {
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
				OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
					.partitionsToOffsetAndMetadata()
					.get()
					.get(new TopicPartition(topic, 0));
				return committed != null && committed.offset() == offset;
			});
		}
	}

	private static String rule(ConsumerRecord<byte[], byte[]> record) {
		return text(record.headers().lastHeader(DeadLetterHeaders.RULE).value());
	}

	private static String text(byte[] bytes) {
		return new String(bytes);
	}

	sealed interface Event permits Opened, Closed {

	}

	record Opened(String owner) implements Event {

	}

	record Closed(String reason) implements Event {

	}

	interface Greek {

	}

	record Alpha(String owner) implements Greek {

	}

	record Beta(String reason) implements Greek {

	}

	sealed interface Change permits AccountBegun, AccountEnded {

	}

	@ChannelMessage("opened")
	record AccountBegun(String owner) implements Change {

	}

	@ChannelMessage("accounts/closed")
	record AccountEnded(String reason) implements Change {

	}

	@ChannelMessage("nothing")
	record Misnamed(String owner) {

	}

	sealed interface Closedness permits Alone {

	}

	record Alone(String owner) implements Closedness {

	}

	abstract static class Listener {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		void received(Object event) {
			if (event instanceof Opened opened) {
				this.received.add("opened " + opened.owner());
			}
			else if (event instanceof Closed closed) {
				this.received.add("closed " + closed.reason());
			}
			else {
				this.received.add(event.toString());
			}
		}

		String next() throws InterruptedException {
			return this.received.poll(30, TimeUnit.SECONDS);
		}

	}

	@ChannelListener("accounts")
	static class HandlersByName extends Listener {

		@KafkaHandler
		void opened(Opened event) {
			received(event);
		}

		@KafkaHandler
		void closed(Closed event) {
			received(event);
		}

	}

	@ChannelListener("accounts")
	static class HandlersByAnnotation extends Listener {

		@KafkaHandler
		void opened(AccountBegun event) {
			received("opened " + event.owner());
		}

		@KafkaHandler
		void closed(AccountEnded event) {
			received("closed " + event.reason());
		}

	}

	static class SealedListener extends Listener {

		@ChannelListener("accounts")
		void on(Event event) {
			received(event);
		}

	}

	@ChannelListener("accounts")
	static class SealedHandler extends Listener {

		@KafkaHandler
		void on(Event event) {
			received(event);
		}

	}

	static class SealedRecordListener extends Listener {

		@ChannelListener("accounts")
		void on(ConsumerRecord<String, ? extends Change> record) {
			received((record.value() instanceof AccountBegun begun) ? "opened " + begun.owner()
					: "closed " + ((AccountEnded) record.value()).reason());
		}

	}

	static class NodeListener extends Listener {

		@ChannelListener("accounts")
		void on(JsonNode event) {
			received(event.get("type").asString() + " "
					+ event.path("owner").asString(event.path("reason").asString("")));
		}

	}

	static class ObjectListener extends Listener {

		@ChannelListener("accounts")
		void on(ConsumerRecord<String, Object> record) {
			Map<?, ?> members = (Map<?, ?>) record.value();
			received(members.get("type") + " "
					+ (members.containsKey("owner") ? members.get("owner") : members.get("reason")));
		}

	}

	static class ConfiguredListener extends Listener {

		@ChannelListener("accounts")
		void on(Greek event) {
			received(event);
		}

	}

	@ChannelListener("accounts")
	static class MixedListener extends Listener {

		@KafkaHandler
		void opened(Opened event, @Headers Map<String, Object> headers) {
			received(headers.get(KafkaHeaders.RECEIVED_KEY) + ": opened " + event.owner());
		}

		@KafkaHandler
		void note(String note, @Headers Map<String, Object> headers) {
			received(headers.get(KafkaHeaders.RECEIVED_KEY) + ": note " + note);
		}

	}

	@ChannelListener("accounts")
	static class Unnamed extends Listener {

		@KafkaHandler
		void opened(Alpha event) {
			received(event);
		}

		@KafkaHandler
		void closed(Closed event) {
			received(event);
		}

	}

	@ChannelListener("accounts")
	static class TwoWays extends Listener {

		@KafkaHandler
		void opened(Opened event) {
			received(event);
		}

		@KafkaHandler
		void any(Event event) {
			received(event);
		}

	}

	static class WrongAnnotation extends Listener {

		@ChannelListener("accounts")
		void on(Misnamed event) {
			received(event);
		}

	}

	static class ClosedChoice extends Listener {

		@ChannelListener("accounts")
		void on(Closedness event) {
			received(event);
		}

	}

	static class RetryingListener extends Listener {

		private boolean failed;

		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 100))
		@ChannelListener("accounts")
		void on(Event event) {
			if (event instanceof Opened && !this.failed) {
				this.failed = true;
				this.received.add("fails " + event);
				throw new IllegalStateException("Fails once");
			}
			received(event);
		}

	}

}

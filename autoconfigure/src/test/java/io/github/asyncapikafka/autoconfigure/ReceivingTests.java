package io.github.asyncapikafka.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records on a real broker, received by {@link ChannelListener} methods.
 */
class ReceivingTests {

	static final String JSON = "{\"userId\":\"7\",\"email\":\"ada@example.com\"}";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "user_signedup";

	private final ApplicationContextRunner contextRunner = Contract.running(Contract.SIGNUPS, this.prefix);

	@ParameterizedTest
	@ValueSource(classes = { RecordListener.class, PojoListener.class, NodeListener.class, MapListener.class,
			StringListener.class, BytesListener.class, ConsumerRecordListener.class, MessageListener.class,
			HandlerListener.class, InterfaceListener.class, OverridingListener.class, GenericListener.class,
			GenericInterfaceListener.class, OverridingGenericListener.class })
	void receivesThePayloadAsTheParameterType(Class<? extends Listener> listenerType) {
		this.contextRunner.withBean(Listener.class, () -> create(listenerType)).run((context) -> {
			TestBroker.get().send(record("k1", JSON));
			assertThat(context.getBean(Listener.class).next()).isEqualTo("k1=7/ada@example.com");
		});
	}

	@Test
	void takesGroupAndExactClientIdFromTheContract() {
		this.contextRunner.withBean(Listener.class, RecordListener::new)
			.run((context) -> assertThat(members("signup-mailer", 1)).singleElement()
				.satisfies((member) -> assertThat(member.clientId()).isEqualTo("signup-reader")));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void numbersTheClientIdsOfSeveralThreads(CapturedOutput output) {
		this.contextRunner.withBean(Listener.class, RecordListener::new)
			.withPropertyValues("spring.kafka.listener.concurrency=2",
					"asyncapi-kafka.operations.onUserSignedUp.group-id=signup-mailer")
			.run((context) -> {
				assertThat(members("signup-mailer", 2)).extracting(MemberDescription::clientId)
					.containsExactlyInAnyOrder("signup-reader-0", "signup-reader-1");
				assertThat(output)
					.contains("The client id 'signup-reader' gets numbers: 2 threads of one listener have it");
			});
	}

	@Test
	void ignoresTypeHeaders() {
		this.contextRunner.withBean(Listener.class, RecordListener::new).run((context) -> {
			ProducerRecord<byte[], byte[]> record = record("k1", JSON);
			record.headers().add("__TypeId__", "java.util.Date".getBytes(StandardCharsets.UTF_8));
			TestBroker.get().send(record);
			assertThat(context.getBean(Listener.class).next()).isEqualTo("k1=7/ada@example.com");
		});
	}

	@Test
	void givesATombstoneToAListenerThatTakesOne() {
		this.contextRunner.withBean(Listener.class, TombstoneListener::new).run((context) -> {
			TestBroker.get().send(new ProducerRecord<>(this.topic, "k1".getBytes(), null));
			assertThat(context.getBean(Listener.class).next()).isEqualTo("k1=null");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "not json", "", "[1]", "{\"userId\":{}}", "{\"userId\":\"1\"" })
	void skipsARecordThatCannotBeReadAndGoesOn(String broken) {
		this.contextRunner.withBean(Listener.class, RecordListener::new).run((context) -> {
			TestBroker.get().send(record("k1", broken));
			TestBroker.get().send(record("k1", JSON));
			assertThat(context.getBean(Listener.class).next()).isEqualTo("k1=7/ada@example.com");
		});
	}

	@Test
	void doesNotBelieveTheTypesOfHeaders() {
		this.contextRunner.withBean(HeadersListener.class).run((context) -> {
			ProducerRecord<byte[], byte[]> record = record("k1", JSON);
			record.headers().add("list", "[\"x\"]".getBytes(StandardCharsets.UTF_8));
			record.headers()
				.add("spring_json_header_types", "{\"list\":\"java.util.ArrayList\"}".getBytes(StandardCharsets.UTF_8));
			TestBroker.get().send(record);
			assertThat(context.getBean(HeadersListener.class).next()).isEqualTo("[\"x\"]");
		});
	}

	@Test
	void givesEachMessageToTheHandlerThatIsNamedLikeIt() {
		Contract.running("""
				asyncapi: 2.6.0
				info: { title: Accounts, version: 1.0.0 }
				channels:
				  user_signedup:
				    publish:
				      operationId: onAccount
				      message:
				        oneOf:
				          - name: accountOpened
				            payload: { type: object, required: [owner], properties: { type: { const: opened } } }
				          - name: accountClosed
				            payload: { type: object, required: [reason], properties: { type: { const: closed } } }
				          - name: accountMoved
				            payload: { type: object, required: [owner], properties: { type: { const: moved } } }
				""", this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=accounts")
			.withBean(AccountListener.class)
			.run((context) -> {
				TestBroker.get().send(this.topic, "{\"type\":\"closed\",\"reason\":\"quiet\"}");
				TestBroker.get().send(this.topic, "{\"type\":\"unheard of\"}");
				TestBroker.get().send(this.topic, "{\"type\":\"opened\",\"owner\":\"ada\"}");
				TestBroker.get().send(this.topic, "{\"type\":\"moved\",\"owner\":\"ada\"}");
				AccountListener listener = context.getBean(AccountListener.class);
				assertThat(List.of(listener.next(), listener.next(), listener.next())).containsExactly("closed quiet",
						"opened ada", "{type=moved, owner=ada}");
			});
	}

	@Test
	void acknowledgesByHand() {
		this.contextRunner.withBean(Listener.class, AcknowledgingListener::new)
			.withPropertyValues("spring.kafka.listener.ack-mode=manual")
			.run((context) -> {
				TestBroker.get().send(record("k1", JSON));
				assertThat(context.getBean(Listener.class).next()).isEqualTo("k1=7/ada@example.com");
			});
	}

	@Test
	void worksThroughAJdkProxy() {
		LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
		this.contextRunner.withBean(ProxiedListener.class, () -> {
			ProxyFactory factory = new ProxyFactory(new ProxyTarget(received));
			factory.setInterfaces(ProxiedListener.class);
			return (ProxiedListener) factory.getProxy();
		}).run((context) -> {
			TestBroker.get().send(record("k1", JSON));
			assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("7");
		});
	}

	@Test
	void listensAlthoughInitializationIsLazy() {
		this.contextRunner.withUserConfiguration(RecordListenerConfiguration.class)
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor(new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				TestBroker.get().send(record("k1", JSON));
				assertThat(context.getBean(Listener.class).next()).isEqualTo("k1=7/ada@example.com");
			});
	}

	private ProducerRecord<byte[], byte[]> record(String key, String value) {
		return new ProducerRecord<>(this.topic, key.getBytes(StandardCharsets.UTF_8),
				value.getBytes(StandardCharsets.UTF_8));
	}

	private Collection<MemberDescription> members(String group, int count) throws Exception {
		List<MemberDescription> members = new ArrayList<>();
		try (Admin admin = TestBroker.get().admin()) {
			Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
				ConsumerGroupDescription description = admin.describeConsumerGroups(List.of(group))
					.all()
					.get()
					.get(group);
				members.clear();
				members.addAll(description.members());
				return members.size() == count && members.stream().anyMatch(this::isAssigned);
			});
		}
		return members;
	}

	private boolean isAssigned(MemberDescription member) {
		return member.assignment()
			.topicPartitions()
			.stream()
			.anyMatch((partition) -> partition.topic().equals(this.topic));
	}

	private static Listener create(Class<? extends Listener> type) {
		try {
			return type.getDeclaredConstructor().newInstance();
		}
		catch (InstantiationException | IllegalAccessException | InvocationTargetException | NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record SignedUp(String userId, String email) {

	}

	static class Pojo {

		private String userId;

		private String email;

		public String getUserId() {
			return this.userId;
		}

		public void setUserId(String userId) {
			this.userId = userId;
		}

		public String getEmail() {
			return this.email;
		}

		public void setEmail(String email) {
			this.email = email;
		}

	}

	static class RecordListenerConfiguration {

		@Bean
		RecordListener listener() {
			return new RecordListener();
		}

	}

	abstract static class Listener {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		void received(Object key, Object userId, Object email) {
			this.received.add(key + "=" + userId + "/" + email);
		}

		void received(String text) {
			this.received.add(text);
		}

		String next() throws InterruptedException {
			return this.received.poll(30, TimeUnit.SECONDS);
		}

	}

	static class RecordListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(SignedUp event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key, event.userId(), event.email());
		}

	}

	static class PojoListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(@Payload Pojo event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key, event.getUserId(), event.getEmail());
		}

	}

	static class NodeListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(JsonNode event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key, event.get("userId").asString(), event.get("email").asString());
		}

	}

	static class MapListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(Map<String, Object> event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key, event.get("userId"), event.get("email"));
		}

	}

	static class StringListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(String event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key + "=" + (event.equals(JSON) ? "7/ada@example.com" : event));
		}

	}

	static class BytesListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(byte[] event, @Header(KafkaHeaders.RECEIVED_KEY) byte[] key) {
			received(
					new String(key) + "=" + (new String(event).equals(JSON) ? "7/ada@example.com" : new String(event)));
		}

	}

	static class ConsumerRecordListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(ConsumerRecord<String, SignedUp> record) {
			received(record.key(), record.value().userId(), record.value().email());
		}

	}

	static class MessageListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(Message<SignedUp> message) {
			received(message.getHeaders().get(KafkaHeaders.RECEIVED_KEY), message.getPayload().userId(),
					message.getPayload().email());
		}

	}

	@ChannelListener("userSignedUp")
	static class HandlerListener extends Listener {

		@KafkaHandler
		void on(SignedUp event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key, event.userId(), event.email());
		}

		@KafkaHandler(isDefault = true)
		void other(Object other) {
			received("default " + other);
		}

	}

	record AccountOpened(String owner) {

	}

	record AccountClosed(String reason) {

	}

	@ChannelListener("user_signedup")
	static class AccountListener extends Listener {

		@KafkaHandler
		void opened(AccountOpened event) {
			received("opened " + event.owner());
		}

		@KafkaHandler
		void closed(AccountClosed event) {
			received("closed " + event.reason());
		}

		@KafkaHandler(isDefault = true)
		void other(Object event) {
			received(event.toString());
		}

	}

	interface Receives {

		@ChannelListener("userSignedUp")
		void on(SignedUp event, @Header(KafkaHeaders.RECEIVED_KEY) String key);

	}

	static class InterfaceListener extends Listener implements Receives {

		@Override
		public void on(SignedUp event, String key) {
			received("k1", event.userId(), event.email());
		}

	}

	static class OverridingListener extends RecordListener {

		@Override
		void on(SignedUp event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			super.on(event, key);
		}

	}

	abstract static class Base<T> extends Listener {

		@ChannelListener("userSignedUp")
		void on(T event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			handle(event, key);
		}

		abstract void handle(T event, String key);

	}

	static class GenericListener extends Base<SignedUp> {

		@Override
		void handle(SignedUp event, String key) {
			received(key, event.userId(), event.email());
		}

	}

	interface Handles<T> {

		@ChannelListener("userSignedUp")
		void on(T event);

	}

	static class GenericInterfaceListener extends Listener implements Handles<SignedUp> {

		@Override
		public void on(SignedUp event) {
			received("k1", event.userId(), event.email());
		}

	}

	static class OverridingGenericListener extends Base<SignedUp> {

		@Override
		void on(SignedUp event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key, event.userId(), event.email());
		}

		@Override
		void handle(SignedUp event, String key) {
			received("not overridden");
		}

	}

	static class HeadersListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(@Payload SignedUp event, @Headers Map<String, Object> headers) {
			received(new String((byte[]) headers.get("list"), StandardCharsets.UTF_8));
		}

	}

	static class TombstoneListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(@Payload(required = false) SignedUp event, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
			received(key + "=" + event);
		}

	}

	static class AcknowledgingListener extends Listener {

		@ChannelListener("userSignedUp")
		void on(SignedUp event, @Header(KafkaHeaders.RECEIVED_KEY) String key, Acknowledgment acknowledgment) {
			acknowledgment.acknowledge();
			received(key, event.userId(), event.email());
		}

	}

	interface ProxiedListener {

		void on(SignedUp event);

	}

	static class ProxyTarget implements ProxiedListener {

		private final BlockingQueue<String> received;

		ProxyTarget(BlockingQueue<String> received) {
			this.received = received;
		}

		@Override
		@ChannelListener("userSignedUp")
		public void on(SignedUp event) {
			this.received.add(event.userId());
		}

	}

}

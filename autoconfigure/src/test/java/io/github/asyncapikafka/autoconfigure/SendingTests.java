package io.github.asyncapikafka.autoconfigure;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.kafka.transaction.KafkaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Records on a real broker, sent by producer interfaces and templates.
 */
class SendingTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "user_signedup";

	private final ApplicationContextRunner contextRunner = Contract.running(Contract.SIGNUPS, this.prefix)
		.withUserConfiguration(Producers.class);

	@Test
	void sendsKeyHeadersAndPayloadWithoutTypeHeaders() {
		this.contextRunner.run((context) -> {
			RecordMetadata metadata = context.getBean(Events.class)
				.withHeaders("k1", new SignedUp("7", "ada@example.com"), "t-1", 42)
				.get(30, TimeUnit.SECONDS);
			assertThat(metadata.topic()).isEqualTo(this.topic);
			ConsumerRecord<byte[], byte[]> record = TestBroker.get().receive(this.topic, 1).get(0);
			assertThat(record.key()).asString().isEqualTo("k1");
			assertThat(record.value()).asString().isEqualTo("{\"userId\":\"7\",\"email\":\"ada@example.com\"}");
			assertThat(record.headers().toArray()).extracting(Header::key, SendingTests::text)
				.containsExactly(tuple("trace", "t-1"), tuple("attempt", "42"));
		});
	}

	@Test
	void waitsForTheBrokerIfTheMethodReturnsNothing() {
		this.contextRunner.run((context) -> {
			context.getBean(Events.class).plain("k1", new SignedUp("7", "a@b"));
			assertThat(TestBroker.get().receive(this.topic, 1)).hasSize(1);
		});
	}

	@Test
	void throwsIfTheBrokerCannotBeReached() {
		this.contextRunner
			.withPropertyValues("spring.kafka.bootstrap-servers=localhost:1",
					"spring.kafka.producer.properties.max.block.ms=500")
			.run((context) -> assertThatExceptionOfType(KafkaException.class)
				.isThrownBy(() -> context.getBean(Events.class).plain("k1", new SignedUp("7", "a@b"))));
	}

	@Test
	void throwsWhatCannotBeSerializedFromTheMethodItself() {
		this.contextRunner.run((context) -> {
			ChannelTemplate<Object> template = context.getBean(ChannelTemplates.class).get("userSignedUp");
			assertThatExceptionOfType(SerializationException.class)
				.isThrownBy(() -> template.send(new Object[] { 1 }, new SignedUp("7", "a@b")))
				.withMessage("[Ljava.lang.Object; cannot be written as text");
		});
	}

	@Test
	void sendsTextAndBytesAsTheJsonThatTheyAre() {
		this.contextRunner.run((context) -> {
			ChannelTemplate<Object> template = context.getBean(ChannelTemplates.class).get("userSignedUp");
			template.send("{\"a\":1}").get(30, TimeUnit.SECONDS);
			template.send("{\"a\":2}".getBytes(StandardCharsets.UTF_8)).get(30, TimeUnit.SECONDS);
			template.send("k", null).get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.topic, 3)).extracting(SendingTests::value)
				.containsExactlyInAnyOrder("{\"a\":1}", "{\"a\":2}", null);
		});
	}

	@Test
	void sendsWhatABuilderCollects() {
		this.contextRunner.run((context) -> {
			UUID key = UUID.randomUUID();
			ChannelTemplate<SignedUp> template = context.getBean(ChannelTemplates.class)
				.getByOperation("publishSignup");
			template.message(new SignedUp("7", "a@b"))
				.key(key)
				.header("trace", "t-1")
				.header("absent", null)
				.partition(0)
				.timestamp(1234L)
				.send()
				.get(30, TimeUnit.SECONDS);
			ConsumerRecord<byte[], byte[]> record = TestBroker.get().receive(this.topic, 1).get(0);
			assertThat(record.key()).asString().isEqualTo(key.toString());
			assertThat(record.timestamp()).isEqualTo(1234);
			assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("trace");
		});
	}

	@Test
	void sendsAMessageWithoutTheHeadersOfTheFramework() {
		this.contextRunner.run((context) -> {
			ChannelTemplate<SignedUp> template = context.getBean(ChannelTemplates.class).get("userSignedUp");
			template
				.send(MessageBuilder.withPayload(new SignedUp("7", "a@b"))
					.setHeader(KafkaHeaders.KEY, "k1")
					.setHeader(KafkaHeaders.RECEIVED_TOPIC, "elsewhere")
					.setHeader("__TypeId__", "x")
					.setHeader("trace", "t-1")
					.build())
				.get(30, TimeUnit.SECONDS);
			ConsumerRecord<byte[], byte[]> record = TestBroker.get().receive(this.topic, 1).get(0);
			assertThat(record.key()).asString().isEqualTo("k1");
			assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("trace");
		});
	}

	@Test
	void sendsAMessageOfAnInterfaceButNone() {
		this.contextRunner.run((context) -> {
			Events events = context.getBean(Events.class);
			events.message(
					MessageBuilder.withPayload(new SignedUp("7", "a@b")).setHeader(KafkaHeaders.KEY, "k1").build());
			ConsumerRecord<byte[], byte[]> record = TestBroker.get().receive(this.topic, 1).get(0);
			assertThat(record.key()).asString().isEqualTo("k1");
			assertThat(record.value()).asString().isEqualTo("{\"userId\":\"7\",\"email\":\"a@b\"}");
			assertThatIllegalArgumentException().isThrownBy(() -> events.message(null))
				.withMessage("SendingTests.Events.message needs a Message");
		});
	}

	@Test
	void refusesAMessageAsThePayloadOfAnother() {
		this.contextRunner.run((context) -> {
			ChannelTemplate<Object> template = context.getBean(ChannelTemplates.class).get("userSignedUp");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> template.send("k1", MessageBuilder.withPayload(new SignedUp("7", "a@b")).build()))
				.withMessage("A Message has its own key and headers: send it alone");
		});
	}

	@Test
	void refusesAMessageForAnotherTopic() {
		this.contextRunner.run((context) -> {
			ChannelTemplate<SignedUp> template = context.getBean(ChannelTemplates.class).get("userSignedUp");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> template.send(MessageBuilder.withPayload(new SignedUp("7", "a@b"))
					.setHeader(KafkaHeaders.TOPIC, "elsewhere")
					.build()))
				.withMessage("The header 'kafka_topic' cannot be set: the channel decides the topic");
		});
	}

	@Test
	void givesTheOneProducerExactlyTheClientIdOfTheContract() {
		this.contextRunner.run((context) -> {
			context.getBean(Events.class).plain("k1", new SignedUp("7", "a@b"));
			assertThat(isRegistered("kafka.producer:type=app-info,id=signup-writer")).isTrue();
		});
		assertThat(isRegistered("kafka.producer:type=app-info,id=signup-writer")).isFalse();
	}

	@Test
	void callsDefaultMethodsOfTheInterface() {
		this.contextRunner.run((context) -> {
			context.getBean(Events.class).ada();
			assertThat(TestBroker.get().receive(this.topic, 1)).extracting(SendingTests::value)
				.containsExactly("{\"userId\":\"1\",\"email\":\"ada@example.com\"}");
			assertThat(context.getBean(Events.class)).hasToString("Channel producer " + Events.class.getName())
				.isEqualTo(context.getBean(Events.class));
		});
	}

	@Test
	void leavesThePlainTemplateToItsOwnSerializers() {
		this.contextRunner.run((context) -> {
			@SuppressWarnings("unchecked")
			KafkaTemplate<String, String> template = context.getBean(KafkaTemplate.class);
			template.send(this.topic, "k", "plain").get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.topic, 1)).extracting(SendingTests::value)
				.containsExactly("plain");
		});
	}

	@Test
	void joinsTheTransactionOfTheApplication() {
		this.contextRunner.withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-" + this.prefix)
			.run((context) -> {
				Events events = context.getBean(Events.class);
				@SuppressWarnings("unchecked")
				KafkaTemplate<String, String> plain = context.getBean(KafkaTemplate.class);
				TransactionTemplate transaction = new TransactionTemplate(
						context.getBean(KafkaTransactionManager.class));
				assertThatExceptionOfType(IllegalStateException.class)
					.isThrownBy(() -> transaction.executeWithoutResult((status) -> {
						events.plain("k1", new SignedUp("rolled back", "a@b"));
						throw new IllegalStateException("roll back");
					}));
				transaction.executeWithoutResult((status) -> {
					events.plain("k1", new SignedUp("7", "a@b"));
					plain.send(this.topic, "k1", "plain");
				});
				assertThat(TestBroker.get().receive(this.topic, 2)).extracting(SendingTests::value)
					.containsExactly("{\"userId\":\"7\",\"email\":\"a@b\"}", "plain");
			});
	}

	@Test
	void choosesTheMessageByTheNameOfTheClass() {
		Contract.running("""
				asyncapi: 2.6.0
				info: { title: Numbers, version: 1.0.0 }
				channels:
				  numbers:
				    subscribe:
				      operationId: publishNumbers
				      message:
				        oneOf:
				          - { name: Small, bindings: { kafka: { key: { type: integer, format: int32 } } } }
				          - { name: Large, bindings: { kafka: { key: { type: integer, format: int64 } } } }
				""", this.prefix).run((context) -> {
			ChannelTemplate<Object> template = context.getBean(ChannelTemplates.class).get("numbers");
			template.send(1, new Small(1)).get(30, TimeUnit.SECONDS);
			template.send(1, new Large(1)).get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.prefix + "numbers", 2)).extracting((record) -> record.key().length)
				.containsExactlyInAnyOrder(4, 8);
			assertThatIllegalArgumentException().isThrownBy(() -> template.send(1, Map.of()))
				.withMessageStartingWith("A message of type java.util.")
				.withMessageEndingWith(
						" could be any of 'publishNumbers/Small', 'publishNumbers/Large'; name the class "
								+ "like the message, or name the operation");
		});
	}

	@Test
	void usesTheSerdeThatIsConfigured() {
		this.contextRunner.withBean("reversing", Serde.class, ReversingSerde::new)
			.withPropertyValues("asyncapi-kafka.messages.userSignedUp.serde=reversing",
					"asyncapi-kafka.messages.userSignedUp.key-serde=reversing")
			.run((context) -> {
				context.getBean(ChannelTemplates.class)
					.get("userSignedUp")
					.send("key", "abc")
					.get(30, TimeUnit.SECONDS);
				ConsumerRecord<byte[], byte[]> record = TestBroker.get().receive(this.topic, 1).get(0);
				assertThat(record.key()).asString().isEqualTo("yek");
				assertThat(record.value()).asString().isEqualTo("cba");
			});
	}

	@Test
	void backsOffToTheTemplatesOfTheApplication() {
		ChannelTemplates own = new ChannelTemplates() {

			@Override
			public <T> ChannelTemplate<T> get(String channelId) {
				throw new IllegalStateException("not used");
			}

			@Override
			public <T> ChannelTemplate<T> getByOperation(String operationId) {
				throw new IllegalStateException("not used");
			}

		};
		this.contextRunner.withBean(ChannelTemplates.class, () -> own)
			.run((context) -> assertThat(context.getBean(ChannelTemplates.class)).isSameAs(own));
	}

	@Test
	void sendsWhileTheApplicationCloses() {
		this.contextRunner.withBean(Goodbye.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(TestBroker.get().receive(this.topic, 1)).hasSize(1);
		assertThat(isRegistered("kafka.producer:type=app-info,id=signup-writer")).isFalse();
	}

	@Test
	void sendsToTheServerThatCodeHasSet() {
		Contract.application(Contract.SIGNUPS)
			.withPropertyValues("asyncapi-kafka.topic-prefix=" + this.prefix)
			.withBean(ProducerFactory.class,
					() -> new DefaultKafkaProducerFactory<>(Map.of("bootstrap.servers", TestBroker.get().address()),
							new StringSerializer(), new StringSerializer()))
			.run((context) -> {
				context.getBean(ChannelTemplates.class).get("userSignedUp").send("{}").get(30, TimeUnit.SECONDS);
				assertThat(TestBroker.get().receive(this.topic, 1)).hasSize(1);
			});
	}

	@Test
	void failsForAnUnknownChannel() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> context.getBean(ChannelTemplates.class).get("userSigndUp"))
			.satisfies((failure) -> assertThat(failure.getProblems()).singleElement()
				.satisfies((problem) -> assertThat(problem.message() + " " + problem.action())
					.isEqualTo("ChannelTemplates.get names the channel 'userSigndUp', which the document does not "
							+ "have. Did you mean 'userSignedUp'? There are 'userSignedUp'."))));
	}

	private static boolean isRegistered(String name) {
		try {
			return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(name));
		}
		catch (MalformedObjectNameException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(Header header) {
		return new String(header.value(), StandardCharsets.UTF_8);
	}

	private static String value(ConsumerRecord<byte[], byte[]> record) {
		return (record.value() != null) ? new String(record.value(), StandardCharsets.UTF_8) : null;
	}

	static class Goodbye implements DisposableBean {

		private final Events events;

		Goodbye(Events events) {
			this.events = events;
		}

		@Override
		public void destroy() {
			this.events.plain("k1", new SignedUp("goodbye", "a@b"));
		}

	}

	static class ReversingSerde implements Serde<String> {

		@Override
		public Serializer<String> serializer() {
			return (topic, text) -> new StringBuilder(text).reverse().toString().getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public Deserializer<String> deserializer() {
			return (topic, data) -> new StringBuilder(new String(data, StandardCharsets.UTF_8)).reverse().toString();
		}

	}

	record SignedUp(String userId, String email) {

	}

	record Small(int value) {

	}

	record Large(long value) {

	}

	@ChannelProducer
	interface Events {

		@Send("userSignedUp")
		void plain(@Key String key, SignedUp event);

		@Send(value = "userSignedUp", operation = "publishSignup")
		CompletableFuture<RecordMetadata> withHeaders(@Key String key, SignedUp event,
				@org.springframework.messaging.handler.annotation.Header("trace") String trace,
				@org.springframework.messaging.handler.annotation.Header Integer attempt);

		@Send("userSignedUp")
		void message(Message<SignedUp> message);

		default void ada() {
			plain("1", new SignedUp("1", "ada@example.com"));
		}

	}

	@ImportChannelProducers(Events.class)
	static class Producers {

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.kafka.support.converter.JacksonJsonMessageConverter;
import org.springframework.kafka.support.converter.RecordMessageConverter;
import org.springframework.kafka.support.serializer.StringOrBytesSerializer;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a hand-written application configures has the same effect on channels.
 */
class SpringKafkaParityTests {

	private static final String JSON = "{\"userId\":\"7\"}";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "user_signedup";

	private final ApplicationContextRunner contextRunner = Contract.running(Contract.SIGNUPS, this.prefix)
		.withBean(Mailer.class);

	@Test
	void appliesListenerProperties() {
		this.contextRunner
			.withPropertyValues("spring.kafka.listener.auto-startup=false", "spring.kafka.listener.concurrency=3",
					"spring.kafka.listener.ack-mode=record", "spring.kafka.listener.poll-timeout=7s",
					"spring.kafka.listener.idle-between-polls=8s", "spring.kafka.listener.observation-enabled=true",
					"spring.kafka.listener.change-consumer-thread-name=true",
					"spring.kafka.listener.immediate-stop=true")
			.run((context) -> {
				ConcurrentMessageListenerContainer<?, ?> container = container(context);
				ContainerProperties properties = container.getContainerProperties();
				assertThat(container.getConcurrency()).isEqualTo(3);
				assertThat(container.isChangeConsumerThreadName()).isTrue();
				assertThat(properties.getAckMode()).isEqualTo(ContainerProperties.AckMode.RECORD);
				assertThat(properties.getPollTimeout()).isEqualTo(7000);
				assertThat(properties.getIdleBetweenPolls()).isEqualTo(8000);
				assertThat(properties.isObservationEnabled()).isTrue();
				assertThat(properties.isStopImmediate()).isTrue();
			});
	}

	@Test
	void startsInAClassThatAlsoDeclaresWhatItsContainersNeed() {
		Contract.running(Contract.SIGNUPS, this.prefix)
			.withUserConfiguration(CustomizingApplication.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				TestBroker.get().send(this.topic, JSON);
				assertThat(context.getBean(CustomizingApplication.class).received.poll(30, TimeUnit.SECONDS))
					.isEqualTo("7");
				assertThat(context.getBean("channelConsumerFactory", ConsumerFactory.class)
					.getConfigurationProperties()
					.get("max.poll.records")).isEqualTo(17);
				assertThat(container(context).getContainerProperties().getPollTimeout()).isEqualTo(4321);
			});
	}

	@Test
	void usesTheConnectionOfAnApplicationBean() {
		Contract.application()
			.withPropertyValues(Contract.location(Contract.SIGNUPS), "asyncapi-kafka.topic-prefix=" + this.prefix,
					"spring.kafka.bootstrap-servers=localhost:1", "spring.kafka.consumer.auto-offset-reset=earliest",
					"spring.kafka.consumer.properties.metadata.max.age.ms=500")
			.withUserConfiguration(ConnectingApplication.class)
			.run((context) -> {
				TestBroker.get().send(this.topic, JSON);
				assertThat(context.getBean(ConnectingApplication.class).received.poll(30, TimeUnit.SECONDS))
					.isEqualTo("7");
			});
	}

	@Test
	void takesTheSettingsOfTheApplicationsOwnContainerFactory() {
		this.contextRunner.withUserConfiguration(ContainerFactoryApplication.class)
			.withPropertyValues("spring.kafka.listener.concurrency=7")
			.run((context) -> {
				ConcurrentMessageListenerContainer<?, ?> container = container(context);
				assertThat(container.getConcurrency()).isEqualTo(2);
				assertThat(container.getContainerProperties().getAckMode())
					.isEqualTo(ContainerProperties.AckMode.MANUAL_IMMEDIATE);
				assertThat(container.getCommonErrorHandler()).extracting("defaultErrorHandler")
					.isSameAs(context.getBean(ContainerFactoryApplication.class).errors);
				assertThat(container.getContainerProperties().getTopics()).containsExactly(this.topic);
			});
	}

	@Test
	void takesTheFilterOfTheApplicationsOwnContainerFactory() {
		this.contextRunner.withUserConfiguration(FilteringApplication.class).run((context) -> {
			TestBroker.get().send(this.topic, "{\"userId\":\"0\"}");
			TestBroker.get().send(this.topic, JSON);
			assertThat(context.getBean(Mailer.class).next()).isEqualTo("7");
		});
	}

	@Test
	void acceptsAContentTypeConverter() {
		Contract.running(Contract.SIGNUPS, this.prefix)
			.withBean("smart", SmartMessageConverter.class, ByteArrayMessageConverter::new)
			.withBean(ConvertingMailer.class)
			.run((context) -> {
				TestBroker.get().send(this.topic, JSON);
				assertThat(context.getBean(ConvertingMailer.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("7");
			});
	}

	@Test
	void configuresAndClosesTheDeserializersOfTheApplication() {
		TrackingDeserializer.reset();
		Contract
			.running(Contract.SIGNUPS.replace("bindings: { kafka: { key: { type: [string, 'null'] } } }", "name: n"),
					this.prefix)
			.withPropertyValues("spring.kafka.consumer.key-deserializer=" + TrackingDeserializer.class.getName(),
					"spring.kafka.consumer.properties.tracking=global")
			.withBean(TrackedMailer.class)
			.run((context) -> {
				TestBroker.get().send(new ProducerRecord<>(this.topic, "k".getBytes(), JSON.getBytes()));
				assertThat(context.getBean(TrackedMailer.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("k");
			});
		assertThat(TrackingDeserializer.configured).containsExactly("listener");
		assertThat(TrackingDeserializer.closed).hasValue(1);
	}

	@Test
	void recoversARecordThatCannotBeReadFromATransactionalBatch() {
		Contract.running(Contract.SIGNUPS, this.prefix)
			.withBean(BatchMailer.class)
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-" + this.prefix,
					"spring.kafka.listener.type=batch", "spring.kafka.consumer.fetch-min-size=60",
					"spring.kafka.consumer.fetch-max-wait=1s")
			.run((context) -> {
				TestBroker.get().send(this.topic, "{\"userId\":\"1\"}");
				TestBroker.get().send(this.topic, "broken");
				TestBroker.get().send(this.topic, "{\"userId\":\"2\"}");
				BlockingQueue<String> received = context.getBean(BatchMailer.class).received;
				assertThat(List.of(received.poll(30, TimeUnit.SECONDS), received.poll(30, TimeUnit.SECONDS)))
					.containsExactly("1", "2");
			});
	}

	@Test
	void leavesTheConfigurationOfTransactionalTemplatesToTheApplication() {
		Contract.running(Contract.SIGNUPS, this.prefix)
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-" + this.prefix)
			.run((context) -> {
				@SuppressWarnings("unchecked")
				ProducerFactory<Object, Object> factory = context.getBean(ProducerFactory.class);
				KafkaTemplate<Object, Object> template = new KafkaTemplate<>(factory,
						Map.of("value.serializer", ByteArraySerializer.class));
				template.executeInTransaction((operations) -> operations.send(this.topic, "bytes".getBytes()));
				assertThat(TestBroker.get().receive(this.topic, 1).get(0).value()).asString().isEqualTo("bytes");
				template.destroy();
			});
	}

	@Test
	void takesTheSslBundleAndTheProtocolOfTheConnection() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
		Contract.application(Contract.SIGNUPS)
			.withBean(Mailer.class)
			.withBean(KafkaConnectionDetails.class, () -> new KafkaConnectionDetails() {

				@Override
				public List<String> getBootstrapServers() {
					return List.of("broker:9093");
				}

				@Override
				public SslBundle getSslBundle() {
					return bundle;
				}

				@Override
				public String getSecurityProtocol() {
					return "SSL";
				}

			})
			.run((context) -> {
				Map<?, ?> configuration = context.getBean("channelConsumerFactory", ConsumerFactory.class)
					.getConfigurationProperties();
				assertThat(configuration.get("bootstrap.servers")).isEqualTo(List.of("broker:9093"));
				assertThat(configuration.get("security.protocol")).isEqualTo("SSL");
				assertThat(configuration.get("ssl.engine.factory.class")).isEqualTo(SslBundleSslEngineFactory.class);
				assertThat(configuration.get(SslBundle.class.getName())).isSameAs(bundle);
			});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void usesVirtualThreads() {
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			TestBroker.get().send(this.topic, JSON);
			assertThat(context.getBean(Mailer.class).next()).isEqualTo("7");
			assertThat(context.getBean(Mailer.class).thread).startsWith("VirtualThread");
		});
	}

	@Test
	void doesNotNeedTheMessageConverterOfPlainListeners() {
		this.contextRunner.withBean(RecordMessageConverter.class, JacksonJsonMessageConverter::new).run((context) -> {
			TestBroker.get().send(this.topic, JSON);
			assertThat(context.getBean(Mailer.class).next()).isEqualTo("7");
		});
	}

	@Test
	void doesNotNeedTheDeserializersOfTheApplicationsConsumerFactory() {
		this.contextRunner
			.withBean(ConsumerFactory.class,
					() -> new DefaultKafkaConsumerFactory<>(Map.of("bootstrap.servers", TestBroker.get().address(),
							"auto.offset.reset", "earliest", "metadata.max.age.ms", "500"), new StringDeserializer(),
							new StringDeserializer()))
			.run((context) -> {
				TestBroker.get().send(this.topic, JSON);
				assertThat(context.getBean(Mailer.class).next()).isEqualTo("7");
			});
	}

	@Test
	void showsDecodedRecordsToInterceptorsAndFilters() {
		BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
		this.contextRunner.withBean(RecordInterceptor.class, () -> new SeeingInterceptor(seen))
			.withBean(RecordFilterStrategy.class,
					() -> (RecordFilterStrategy<Object, Object>) (record) -> record.value().equals(new SignedUp("0")))
			.run((context) -> {
				TestBroker.get().send(this.topic, "{\"userId\":\"0\"}");
				TestBroker.get().send(this.topic, JSON);
				assertThat(context.getBean(Mailer.class).next()).isEqualTo("7");
				assertThat(seen).containsExactly(new SignedUp("0"), new SignedUp("7"));
			});
	}

	@Test
	void handsFailuresToTheErrorHandlerOfTheApplication() {
		String deadLetters = this.topic + "-dlt";
		this.contextRunner.withUserConfiguration(DeadLetterApplication.class).run((context) -> {
			TestBroker.get().send(new ProducerRecord<>(this.topic, "k".getBytes(), "broken".getBytes()));
			ConsumerRecord<byte[], byte[]> deadLetter = TestBroker.get().receive(deadLetters, 1).get(0);
			assertThat(deadLetter.value()).asString().isEqualTo("broken");
			assertThat(deadLetter.key()).asString().isEqualTo("k");
		});
	}

	@Test
	void retriesOnTopicsWithTheBytesThatWereReceived() {
		String json = "{ \"userId\" : \"7\", \"unknown\" : [ 1 ] }";
		Contract.running(Contract.SIGNUPS, this.prefix).withBean(RetryingMailer.class).run((context) -> {
			TestBroker.get().send(new ProducerRecord<>(this.topic, "k".getBytes(), json.getBytes()));
			RetryingMailer mailer = context.getBean(RetryingMailer.class);
			assertThat(mailer.deadLetters.poll(60, TimeUnit.SECONDS)).isEqualTo("7");
			assertThat(mailer.attempts).hasValue(2);
			ConsumerRecord<byte[], byte[]> retry = TestBroker.get().receive(this.topic + "-retry", 1).get(0);
			assertThat(retry.value()).asString().isEqualTo(json);
			assertThat(retry.key()).asString().isEqualTo("k");
		});
	}

	@Test
	void retriesOnTopicsIfPropertiesSaySo() {
		Contract.running(Contract.SIGNUPS, this.prefix)
			.withBean(FailingOnceMailer.class)
			.withPropertyValues("spring.kafka.retry.topic.enabled=true", "spring.kafka.retry.topic.attempts=2",
					"spring.kafka.retry.topic.backoff.delay=100ms")
			.run((context) -> {
				TestBroker.get().send(this.topic, JSON);
				assertThat(context.getBean(FailingOnceMailer.class).received.poll(60, TimeUnit.SECONDS)).isEqualTo("7");
			});
	}

	@Test
	void observesBothSides() {
		BlockingQueue<String> observed = new LinkedBlockingQueue<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStart(Observation.Context context) {
				observed.add(String.valueOf(context.getName()));
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		this.contextRunner.withBean(ObservationRegistry.class, () -> registry)
			.withPropertyValues("spring.kafka.listener.observation-enabled=true",
					"spring.kafka.template.observation-enabled=true")
			.run((context) -> {
				context.getBean(ChannelTemplates.class)
					.get("userSignedUp")
					.send(new SignedUp("7"))
					.get(30, TimeUnit.SECONDS);
				assertThat(context.getBean(Mailer.class).next()).isEqualTo("7");
				assertThat(observed).containsExactly("spring.kafka.template", "spring.kafka.listener");
			});
	}

	private static ConcurrentMessageListenerContainer<?, ?> container(AssertableApplicationContext context) {
		return (ConcurrentMessageListenerContainer<?, ?>) context.getBean(KafkaListenerEndpointRegistry.class)
			.getListenerContainer("onUserSignedUp");
	}

	record SignedUp(String userId) {

	}

	static class Mailer {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private volatile String thread = "";

		@ChannelListener("userSignedUp")
		void on(SignedUp event) {
			this.thread = Thread.currentThread().toString();
			this.received.add(event.userId());
		}

		String next() throws InterruptedException {
			return this.received.poll(30, TimeUnit.SECONDS);
		}

	}

	static class RetryingMailer {

		private final AtomicInteger attempts = new AtomicInteger();

		private final BlockingQueue<String> deadLetters = new LinkedBlockingQueue<>();

		@ChannelListener("userSignedUp")
		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 100))
		void on(SignedUp event) {
			this.attempts.incrementAndGet();
			throw new IllegalStateException("Always fails");
		}

		@DltHandler
		void dead(SignedUp event) {
			this.deadLetters.add(event.userId());
		}

	}

	static class FailingOnceMailer {

		private final AtomicInteger attempts = new AtomicInteger();

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("userSignedUp")
		void on(SignedUp event) {
			if (this.attempts.getAndIncrement() == 0) {
				throw new IllegalStateException("Fails once");
			}
			this.received.add(event.userId());
		}

	}

	@SpringBootConfiguration
	static class CustomizingApplication {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("userSignedUp")
		void on(SignedUp event) {
			this.received.add(event.userId());
		}

		@Bean
		DefaultKafkaConsumerFactoryCustomizer consumers() {
			return (factory) -> factory.updateConfigs(Map.of("max.poll.records", 17));
		}

		@Bean
		ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> containers() {
			return (container) -> container.getContainerProperties().setPollTimeout(4321);
		}

		@Bean
		JsonMapperBuilderCustomizer json() {
			return (builder) -> {
			};
		}

		@Bean
		CommonErrorHandler errors() {
			return new DefaultErrorHandler();
		}

	}

	@Component
	static class ConnectingApplication {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("userSignedUp")
		void on(SignedUp event) {
			this.received.add(event.userId());
		}

		@Bean
		KafkaConnectionDetails connection() {
			return () -> List.of(TestBroker.get().address());
		}

	}

	static class ContainerFactoryApplication {

		private final CommonErrorHandler errors = new DefaultErrorHandler();

		@Bean
		ConcurrentKafkaListenerContainerFactory<Object, Object> kafkaListenerContainerFactory(
				ConsumerFactory<Object, Object> consumerFactory) {
			ConcurrentKafkaListenerContainerFactory<Object, Object> factory = new ConcurrentKafkaListenerContainerFactory<>();
			factory.setConsumerFactory(consumerFactory);
			factory.setConcurrency(2);
			factory.setAutoStartup(false);
			factory.setCommonErrorHandler(this.errors);
			factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.MANUAL_IMMEDIATE);
			return factory;
		}

	}

	static class FilteringApplication {

		@Bean
		ConcurrentKafkaListenerContainerFactory<Object, Object> kafkaListenerContainerFactory(
				ConsumerFactory<Object, Object> consumerFactory) {
			ConcurrentKafkaListenerContainerFactory<Object, Object> factory = new ConcurrentKafkaListenerContainerFactory<>();
			factory.setConsumerFactory(consumerFactory);
			factory.setRecordFilterStrategy((record) -> record.value().equals(new SignedUp("0")));
			return factory;
		}

	}

	static class ConvertingMailer {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener(value = "userSignedUp", contentTypeConverter = "smart")
		void on(SignedUp event) {
			this.received.add(event.userId());
		}

	}

	static class TrackedMailer {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener(value = "userSignedUp", properties = "tracking=listener")
		void on(ConsumerRecord<String, SignedUp> event) {
			this.received.add(event.key());
		}

	}

	static class BatchMailer {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("userSignedUp")
		void on(List<SignedUp> events) {
			events.forEach((event) -> this.received.add(event.userId()));
		}

	}

	public static class TrackingDeserializer extends StringDeserializer {

		private static final List<Object> configured = new CopyOnWriteArrayList<>();

		private static final AtomicInteger closed = new AtomicInteger();

		static void reset() {
			configured.clear();
			closed.set(0);
		}

		@Override
		public void configure(Map<String, ?> configuration, boolean isKey) {
			configured.add(configuration.get("tracking"));
			super.configure(configuration, isKey);
		}

		@Override
		public void close() {
			closed.incrementAndGet();
		}

	}

	static class DeadLetterApplication {

		@Bean
		CommonErrorHandler errors(KafkaTemplate<Object, Object> template) {
			template.getProducerFactory()
				.updateConfigs(Map.of("key.serializer", StringOrBytesSerializer.class, "value.serializer",
						ByteArraySerializer.class));
			return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template), new FixedBackOff(0, 0));
		}

	}

	static class SeeingInterceptor implements RecordInterceptor<Object, Object> {

		private final BlockingQueue<Object> seen;

		SeeingInterceptor(BlockingQueue<Object> seen) {
			this.seen = seen;
		}

		@Override
		public @Nullable ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> record,
				Consumer<Object, Object> consumer) {
			this.seen.add(record.value());
			return record;
		}

	}

}

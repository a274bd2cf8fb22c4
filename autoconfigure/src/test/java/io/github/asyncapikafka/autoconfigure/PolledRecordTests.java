package io.github.asyncapikafka.autoconfigure;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.asyncapikafka.autoconfigure.SignupContract.BatchReader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.ClassUtils;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What records take of the memory that a consumer has polled.
 */
class PolledRecordTests {

	private static final String HEADER = "springDeserializerExceptionValue";

	private static final int LARGE = 200_000;

	private final String prefix = Contract.prefix();

	private final List<ConsumerRecord<?, ?>> refused = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner contextRunner = Contract.running(SignupContract.DOCUMENT, this.prefix)
		.withPropertyValues("asyncapi-kafka.group-id-prefix=" + this.prefix)
		.withBean(DefaultKafkaConsumerFactoryCustomizer.class,
				() -> (factory) -> factory.addPostProcessor(this::recording));

	@Test
	void isFreedWhenAllIsHandled() {
		this.contextRunner.withBean(WeakReader.class).run((context) -> {
			WeakReader reader = context.getBean(WeakReader.class);
			send("{\"id\":1}");
			Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
				System.gc();
				assertThat(reader.received).hasSize(1).allMatch((reference) -> reference.get() == null);
			});
		});
	}

	@Test
	void refusedRecordHasNoHeaderThatNobodyLooksFor() {
		assertThat(header(this.contextRunner.withBean(Reader.class))).isNull();
		assertThat(header(this.contextRunner.withBean(BatchReader.class))).isNull();
		assertThat(header(this.contextRunner.withBean(AcknowledgingReader.class)
			.withPropertyValues("spring.kafka.listener.ack-mode=manual"))).isNull();
	}

	@Test
	void refusedRecordHasTheBytesInAHeaderForAnErrorHandlerOfTheApplication() {
		assertThat(header(this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.violations=application")
			.withBean(CommonErrorHandler.class, () -> new DefaultErrorHandler(new FixedBackOff(0, 0))))).isNotNull()
			.satisfies((found) -> assertThat(found.value()).hasSizeGreaterThan(LARGE));
	}

	/**
	 * Return the header of a refused record.
	 */
	private @Nullable Header header(ApplicationContextRunner application) {
		this.refused.clear();
		application.run((context) -> {
			send("{\"id\":11,\"x\":\"" + "x".repeat(LARGE) + "\"}");
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !this.refused.isEmpty());
		});
		return this.refused.get(0).headers().lastHeader(HEADER);
	}

	/**
	 * Keep what is polled and has no value.
	 */
	@SuppressWarnings("unchecked")
	private <K, V> Consumer<K, V> recording(Consumer<K, V> consumer) {
		return (Consumer<K, V>) Proxy.newProxyInstance(getClass().getClassLoader(),
				ClassUtils.getAllInterfaces(consumer), (proxy, method, arguments) -> {
					try {
						Object result = method.invoke(consumer, arguments);
						if (result instanceof ConsumerRecords<?, ?> records) {
							records.partitions()
								.forEach((partition) -> records.records(partition)
									.stream()
									.filter((record) -> record.value() == null)
									.forEach(this.refused::add));
						}
						return result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

	private void send(String value) {
		TestBroker.get().send(new ProducerRecord<>(this.prefix + "signups", 0, "k".getBytes(), value.getBytes()));
	}

	static class WeakReader {

		private final List<WeakReference<Signup>> received = new CopyOnWriteArrayList<>();

		@ChannelListener("signups")
		void on(Signup signup) {
			this.received.add(new WeakReference<>(signup));
		}

	}

	static class AcknowledgingReader {

		@ChannelListener("signups")
		void on(Signup signup, Acknowledgment acknowledgment) {
			acknowledgment.acknowledge();
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import io.github.asyncapikafka.autoconfigure.SignupContract.BatchReader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.CommonLoggingErrorHandler;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What becomes of records that cannot be handled, on a real broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeadLetterTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "signups";

	private final String deadLetters = this.topic + "-dlt";

	private final ApplicationContextRunner contextRunner = Contract.running(SignupContract.DOCUMENT, this.prefix)
		.withPropertyValues("logging.level.org.apache.kafka=warn");

	@Test
	void keepsARefusedRecordByteForByteInItsPartition() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			byte[] key = { 'A', (byte) 0xff, 0 };
			byte[] value = { '{', (byte) 0xfe, 1, 2, 3 };
			ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.topic, partition(), key, value);
			record.headers().add("a", new byte[] { 1, (byte) 0xff }).add("a", null).add("b", new byte[0]);
			TestBroker.get().send(record);
			send("k", "{\"id\":1}");
			awaitReceived(context.getBean(Reader.class), 1);
			ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
			assertThat(letter.key()).isEqualTo(key);
			assertThat(letter.value()).isEqualTo(value);
			assertThat(letter.partition()).isEqualTo(partition());
			assertThat(Arrays.stream(letter.headers().toArray()).limit(3)).extracting(Header::key, Header::value)
				.containsExactly(tuple("a", new byte[] { 1, (byte) 0xff }), tuple("a", null), tuple("b", new byte[0]));
		});
	}

	@Test
	void saysWhereARefusedRecordCameFromAndWhy() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send("k", "{\"id\":11}");
			ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
			assertThat(letter.headers().toArray()).extracting(Header::key)
				.containsExactly(KafkaHeaders.DLT_ORIGINAL_TOPIC, KafkaHeaders.DLT_ORIGINAL_PARTITION,
						KafkaHeaders.DLT_ORIGINAL_OFFSET, KafkaHeaders.DLT_ORIGINAL_TIMESTAMP,
						KafkaHeaders.DLT_ORIGINAL_TIMESTAMP_TYPE, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP,
						DeadLetterHeaders.OPERATION, DeadLetterHeaders.CAUSE, DeadLetterHeaders.REASON,
						DeadLetterHeaders.MESSAGE, DeadLetterHeaders.PART, DeadLetterHeaders.POINTER,
						DeadLetterHeaders.RULE, DeadLetterHeaders.SCHEMA);
			assertThat(text(letter, KafkaHeaders.DLT_ORIGINAL_TOPIC)).isEqualTo(this.topic);
			assertThat(ByteBuffer.wrap(header(letter, KafkaHeaders.DLT_ORIGINAL_OFFSET)).getLong()).isZero();
			assertThat(text(letter, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP)).isEqualTo("readers");
			assertThat(text(letter, DeadLetterHeaders.OPERATION)).isEqualTo("onSignup");
			assertThat(text(letter, DeadLetterHeaders.CAUSE)).isEqualTo("violation");
			assertThat(text(letter, DeadLetterHeaders.MESSAGE)).isEqualTo("signup");
			assertThat(text(letter, DeadLetterHeaders.PART)).isEqualTo("payload");
			assertThat(text(letter, DeadLetterHeaders.POINTER)).isEqualTo("/id");
			assertThat(text(letter, DeadLetterHeaders.RULE)).isEqualTo("maximum");
			assertThat(text(letter, DeadLetterHeaders.SCHEMA)).matches("file:.*:\\d+:\\d+");
			assertThat(text(letter, DeadLetterHeaders.REASON))
				.startsWith("payload /id of 'signup' breaks 'maximum: 10'");
		});
	}

	@Test
	void keepsARecordWhoseListenerFailedAfterTheRetriesOfSpringKafka() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			String value = "{ \"id\" : 9 }";
			send("k", value);
			ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
			assertThat(letter.value()).asString().isEqualTo(value);
			assertThat(letter.key()).asString().isEqualTo("k");
			assertThat(text(letter, DeadLetterHeaders.CAUSE)).isEqualTo("handler");
			assertThat(text(letter, DeadLetterHeaders.REASON)).contains("IllegalStateException")
				.doesNotContain("secret");
			assertThat(letter.headers().toArray()).extracting(Header::key)
				.noneMatch((name) -> name.startsWith("springDeserializer") || name.contains("exception"));
			assertThat(context.getBean(Reader.class).received()).hasSize(10);
		});
	}

	@Test
	void saysInTheLogThatAListenerFailedButNotWhatItsExceptionSays(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send("k", "{\"id\":9}");
			send("k", "{\"id\":1}");
			awaitReceived(context.getBean(Reader.class), 1);
			assertThat(output).doesNotContain("secret of 9")
				.containsPattern("WARN .*" + this.topic + "-0@0 of the operation 'onSignup' is a dead letter in "
						+ this.deadLetters + ": The listener failed: java.lang.IllegalStateException "
						+ "at .*SignupContract\\$Reader.on\\(SignupContract.java:\\d+\\)");
		});
	}

	@Test
	void saysThatARecordDoesNotFitTheParametersOfTheListener(CapturedOutput output) {
		this.contextRunner.withBean(NumberedReader.class).run((context) -> {
			ProducerRecord<byte[], byte[]> record = record("k", "{\"id\":1}");
			record.headers().add("number", "secret".getBytes(StandardCharsets.UTF_8));
			TestBroker.get().send(record);
			ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
			String reason = "The listener could not be called, because the record does not fit its parameters: ";
			assertThat(text(letter, DeadLetterHeaders.REASON)).startsWith(reason).doesNotContain("secret");
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> output.getAll()
					.contains(this.topic + "-0@0 of the operation 'onSignup' is a dead letter"));
			assertThat(output).contains(reason).doesNotContain("secret");
		});
	}

	@Test
	void retriesByTheBackOffOfTheApplicationAndTellsTheExceptionIfConfigured(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class)
			.withBean(BackOff.class, () -> new FixedBackOff(1, 2))
			.withPropertyValues("asyncapi-kafka.dead-letter.include-exception=true")
			.run((context) -> {
				send("k", "{\"id\":9}");
				ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
				assertThat(context.getBean(Reader.class).received()).hasSize(3);
				assertThat(text(letter, KafkaHeaders.DLT_EXCEPTION_STACKTRACE)).contains("secret of 9");
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> output.getAll().contains("IllegalStateException: secret of 9"));
			});
	}

	@Test
	void writesTheReasonIntoRetryTopicsButNotWhatTheExceptionSays(CapturedOutput output) {
		this.contextRunner.withBean(RetryingReader.class).run((context) -> {
			send("k", "{\"id\":9}");
			send("k", "{\"id\":11}");
			ConsumerRecord<byte[], byte[]> retry = TestBroker.get().receive(this.topic + "-retry", 1).get(0);
			assertThat(text(retry, DeadLetterHeaders.OPERATION)).isEqualTo("onSignup");
			assertThat(text(retry, DeadLetterHeaders.CAUSE)).isEqualTo("handler");
			List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get().receive(this.deadLetters, 2);
			ConsumerRecord<byte[], byte[]> refused = of(letters, "{\"id\":11}");
			assertThat(text(refused, DeadLetterHeaders.CAUSE)).isEqualTo("violation");
			assertThat(text(refused, DeadLetterHeaders.POINTER)).isEqualTo("/id");
			assertThat(text(refused, DeadLetterHeaders.RULE)).isEqualTo("maximum");
			ConsumerRecord<byte[], byte[]> failed = of(letters, "{\"id\":9}");
			assertThat(text(failed, DeadLetterHeaders.REASON))
				.isEqualTo("The listener failed: java.lang.IllegalStateException");
			assertThat(failed.headers().headers(DeadLetterHeaders.REASON)).hasSize(1);
			assertThat(List.of(retry, refused, failed)).allSatisfy((record) -> {
				assertThat(record.headers().lastHeader(KafkaHeaders.EXCEPTION_MESSAGE)).isNull();
				assertThat(record.headers().lastHeader(KafkaHeaders.EXCEPTION_STACKTRACE)).isNull();
			});
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> context.getBean(RetryingReader.class).dead.contains(9));
			assertThat(output.getAll().lines().filter((line) -> line.contains("Refused "))).singleElement()
				.asString()
				.contains("/id of 'signup' breaks 'maximum: 10'");
		});
	}

	@Test
	void writesWhatTheExceptionSaysIntoRetryTopicsIfConfigured(CapturedOutput output) {
		this.contextRunner.withBean(RetryingReader.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.include-exception=true")
			.run((context) -> {
				send("k", "{\"id\":9}");
				ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
				assertThat(text(letter, KafkaHeaders.EXCEPTION_STACKTRACE)).contains("secret of 9");
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> output.getAll().contains("IllegalStateException: secret of 9"));
			});
	}

	@Test
	void handsToTheDltHandlerWhatItCanReadEvenIfItBrokeTheContract(CapturedOutput output) {
		this.contextRunner.withBean(RetryingReader.class).run((context) -> {
			send("k", "junk");
			send("k", null);
			send("k", "{\"id\":11}");
			List<Integer> dead = context.getBean(RetryingReader.class).dead;
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> dead.contains(11));
			SeveralMessagesTests.awaitCommitted("readers-dlt", this.deadLetters, 3);
			assertThat(dead).containsExactly(11);
			assertThat(TestBroker.get().receive(this.deadLetters, 3)).hasSize(3);
			assertThat(output).doesNotContain("junk").doesNotContain("\tat ");
			assertThat(output.getAll().lines().filter((line) -> line.contains("WARN") && line.contains(this.topic)))
				.hasSize(3)
				.allMatch((line) -> line.contains("Refused " + this.topic + "-0@"));
		});
	}

	@Test
	void neverHandsARefusedRecordToTheListener() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send("k", "{\"id\":11}");
			send(null, "{\"id\":2}");
			send("k", null);
			send("k", "{\"id\":\"x\"}");
			send("k", "{\"id\":1}");
			assertThat(TestBroker.get().receive(this.deadLetters, 4)).hasSize(4);
			awaitReceived(context.getBean(Reader.class), 1);
			assertThat(context.getBean(Reader.class).received()).containsExactly(1);
		});
	}

	@Test
	void keepsHeadersOfAnEarlierFailureUnderAnotherName() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			ProducerRecord<byte[], byte[]> record = record("k", "{\"id\":11}");
			record.headers()
				.add(KafkaHeaders.DLT_ORIGINAL_TOPIC, "x".getBytes())
				.add("trace", "t".getBytes())
				.add(DeadLetterHeaders.RULE, "y".getBytes())
				.add("__TypeId__", "z".getBytes());
			TestBroker.get().send(record);
			ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
			assertThat(Arrays.stream(letter.headers().toArray()).limit(4)).extracting(Header::key)
				.containsExactly("original-kafka_dlt-original-topic", "trace", "original-asyncapi-kafka-rule",
						"original-__TypeId__");
			assertThat(text(letter, DeadLetterHeaders.RULE)).isEqualTo("maximum");
		});
	}

	@Test
	void keepsRefusedRecordsOfBatches() {
		this.contextRunner.withBean(BatchReader.class).run((context) -> {
			for (int id : new int[] { 1, 11, 2, 12, 3 }) {
				send("k", "{\"id\":" + id + "}");
			}
			BatchReader reader = context.getBean(BatchReader.class);
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reader.received().contains(3));
			assertThat(reader.received()).containsExactly(1, 2, 3);
			assertThat(TestBroker.get().receive(this.deadLetters, 2))
				.extracting((letter) -> new String(letter.value(), StandardCharsets.UTF_8))
				.containsExactly("{\"id\":11}", "{\"id\":12}");
		});
	}

	@Test
	void keepsRefusedAndFailedRecordsOfTransactions() {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=" + this.prefix)
			.run((context) -> {
				send("k", "{\"id\":11}");
				send("k", "{\"id\":9}");
				send("k", "{\"id\":1}");
				awaitReceived(context.getBean(Reader.class), 1);
				List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get().receive(this.deadLetters, 2);
				assertThat(letters).extracting((letter) -> text(letter, DeadLetterHeaders.CAUSE))
					.containsExactly("violation", "handler");
				assertThat(letters).extracting((letter) -> new String(letter.value(), StandardCharsets.UTF_8))
					.containsExactly("{\"id\":11}", "{\"id\":9}");
			});
	}

	@Test
	void keepsABatchThatFailsWithinATransaction() {
		this.contextRunner.withBean(FailingBatchReader.class)
			.withBean(BackOff.class, () -> new FixedBackOff(50, 2))
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=" + this.prefix)
			.run((context) -> {
				send("k", "{\"id\":9}");
				assertThat(TestBroker.get().receive(this.deadLetters, 1))
					.extracting((letter) -> new String(letter.value(), StandardCharsets.UTF_8))
					.containsExactly("{\"id\":9}");
				send("k", "{\"id\":1}");
				FailingBatchReader reader = context.getBean(FailingBatchReader.class);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reader.received.contains(1));
				assertThat(reader.received).containsExactly(9, 9, 9, 1);
			});
	}

	@Test
	void leavesFailuresOfTheListenerToSpringKafkaIfConfigured() {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.handler-failures=false")
			.run((context) -> {
				send("k", "{\"id\":9}");
				send("k", "{\"id\":11}");
				ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
				assertThat(letter.value()).asString().isEqualTo("{\"id\":11}");
				assertThat(context.getBean(Reader.class).received()).hasSize(10);
			});
	}

	@Test
	void leavesFailuresOfTheListenerToTheErrorHandlerOfTheApplication() {
		this.contextRunner.withUserConfiguration(RecoveringApplication.class).run((context) -> {
			send("k", "{\"id\":9}");
			send("k", "{\"id\":11}");
			ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
			assertThat(letter.value()).asString().isEqualTo("{\"id\":11}");
			assertThat(context.getBean(RecoveringApplication.class).recovered).containsExactly("0");
		});
	}

	@Test
	void givesViolationsToTheErrorHandlerOfTheApplicationIfConfigured(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(RecoveringApplication.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.violations=application")
			.run((context) -> {
				send("k", "{\"id\":11}");
				List<String> recovered = context.getBean(RecoveringApplication.class).recovered;
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> recovered.contains("0"));
				assertThat(output).containsPattern(
						"INFO .*Records of the operation 'onSignup' that break the contract go to the application's .*DefaultErrorHandler");
			});
	}

	@Test
	void saysThatAnErrorHandlerCannotBeDelegatedTo(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class)
			.withBean(CommonErrorHandler.class, CommonLoggingErrorHandler::new)
			.run((context) -> {
				send("k", "{\"id\":11}");
				send("k", "{\"id\":1}");
				awaitReceived(context.getBean(Reader.class), 1);
				assertThat(output).contains("because nothing can be delegated to it");
			});
	}

	@Test
	void skipsIfConfigured(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.mode=skip")
			.run((context) -> {
				send("k", "{\"id\":11}");
				send("k", "{\"id\":9}");
				send("k", "{\"id\":1}");
				awaitReceived(context.getBean(Reader.class), 1);
				assertThat(output).containsPattern("WARN .*Refused")
					.containsPattern("ERROR .*Skipped .*@1 .*The listener failed: java.lang.IllegalStateException at ")
					.doesNotContain("secret of 9");
			});
	}

	@Test
	void stopsBeforeTheRecordIfConfigured() {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.mode=stop")
			.run((context) -> {
				send("k", "{\"id\":2}");
				send("k", "{\"id\":11}");
				send("k", "{\"id\":1}");
				KafkaListenerEndpointRegistry registry = context.getBean(KafkaListenerEndpointRegistry.class);
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> !registry.getListenerContainer("onSignup").isRunning());
				assertThat(registry.getListenerContainer("onSignup").isInExpectedState()).isFalse();
				assertThat(context.getBean(Reader.class).received()).containsExactly(2);
			});
	}

	@Test
	void namesTheTopicAsConfigured() {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.topic={topic}.{group}.dead")
			.run((context) -> {
				send("k", "{\"id\":11}");
				assertThat(TestBroker.get().receive(this.topic + ".readers.dead", 1)).hasSize(1);
			});
	}

	@Test
	void keepsWhatWasReceivedEvenIfAnInterceptorReplacesTheRecord() {
		this.contextRunner.withBean(Reader.class)
			.withBean(RecordInterceptor.class,
					() -> (RecordInterceptor<Object, Object>) (record, consumer) -> new ConsumerRecord<>(record.topic(),
							record.partition(), record.offset(), record.key(), record.value()))
			.run((context) -> {
				send("k", "{ \"id\": 9 }");
				assertThat(TestBroker.get().receive(this.deadLetters, 1).get(0).value()).asString()
					.isEqualTo("{ \"id\": 9 }");
			});
	}

	private int partition() {
		return 0;
	}

	private void send(@Nullable String key, @Nullable String value) {
		TestBroker.get().send(record(key, value));
	}

	private ProducerRecord<byte[], byte[]> record(@Nullable String key, @Nullable String value) {
		return new ProducerRecord<>(this.topic, partition(),
				(key != null) ? key.getBytes(StandardCharsets.UTF_8) : null,
				(value != null) ? value.getBytes(StandardCharsets.UTF_8) : null);
	}

	private static byte[] header(ConsumerRecord<?, ?> record, String name) {
		return record.headers().lastHeader(name).value();
	}

	private static String text(ConsumerRecord<?, ?> record, String name) {
		return new String(header(record, name), StandardCharsets.UTF_8);
	}

	private static void awaitReceived(Reader reader, int id) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reader.received().contains(id));
	}

	@Configuration(proxyBeanMethods = false)
	static class RecoveringApplication {

		private final List<String> recovered = Collections.synchronizedList(new ArrayList<>());

		@Bean
		CommonErrorHandler errorHandler() {
			ConsumerRecordRecoverer recoverer = (record, ex) -> this.recovered.add("" + record.offset());
			return new DefaultErrorHandler(recoverer, new FixedBackOff(0, 1));
		}

		@ChannelListener("signups")
		void on(Signup signup) {
			throw new IllegalStateException("Fails");
		}

	}

	private static ConsumerRecord<byte[], byte[]> of(List<ConsumerRecord<byte[], byte[]>> letters, String value) {
		return letters.stream().filter((letter) -> value.equals(new String(letter.value()))).findFirst().orElseThrow();
	}

	static class FailingBatchReader {

		private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener(value = "signups", batch = "true")
		void on(List<Signup> signups) {
			signups.forEach((signup) -> this.received.add(signup.id()));
			if (signups.get(0).id() == 9) {
				throw new IllegalStateException("Fails");
			}
		}

	}

	static class NumberedReader {

		@ChannelListener("signups")
		void on(Signup signup, @org.springframework.messaging.handler.annotation.Header("number") UUID number) {
		}

	}

	static class RetryingReader {

		private final List<Integer> dead = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("signups")
		@RetryableTopic(attempts = "2")
		void on(Signup signup) {
			throw new IllegalStateException("secret of " + signup.id());
		}

		@DltHandler
		void dead(Signup signup) {
			this.dead.add(signup.id());
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.github.asyncapikafka.kafka.ChannelListener;
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
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.retrytopic.RetryTopicHeaders;
import org.springframework.kafka.support.KafkaHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers that only frameworks write, in records of somebody else.
 */
@ExtendWith(OutputCaptureExtension.class)
class ForgedHeaderTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "user_signedup";

	private final ApplicationContextRunner contextRunner = Contract.running(Contract.SIGNUPS, this.prefix)
		.withPropertyValues("asyncapi-kafka.group-id-prefix=" + this.prefix);

	@Test
	void doNotReachTheListener(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			Reader reader = context.getBean(Reader.class);
			send("{}");
			send(null);
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reader.headers.size() == 2);
			assertThat(reader.headers).containsOnly(List.of("trace"));
			assertThat(output).doesNotContain("possible attack");
		});
	}

	@Test
	void countNoAttemptsAndDelayNothing() {
		this.contextRunner.withBean(RetryingReader.class).run((context) -> {
			send("{}");
			ConsumerRecord<byte[], byte[]> retry = TestBroker.get().receive(this.topic + "-retry", 1).get(0);
			assertThat(number(retry, RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS)).isEqualTo(2);
			assertThat(retry.headers().headers(RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS)).hasSize(1);
			assertThat(number(retry, RetryTopicHeaders.DEFAULT_HEADER_BACKOFF_TIMESTAMP))
				.isLessThan(System.currentTimeMillis() + 60_000);
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).hasSize(1);
			assertThat(context.getBean(RetryingReader.class).count).hasSize(2);
		});
	}

	private static long number(ConsumerRecord<?, ?> record, String name) {
		return new BigInteger(record.headers().lastHeader(name).value()).longValue();
	}

	private void send(@Nullable String value) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.topic, 0, "k".getBytes(),
				(value != null) ? value.getBytes() : null);
		byte[] far = ByteBuffer.allocate(8).putLong(System.currentTimeMillis() + 3_600_000).array();
		record.headers()
			.add(RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS, ByteBuffer.allocate(4).putInt(99).array())
			.add(RetryTopicHeaders.DEFAULT_HEADER_BACKOFF_TIMESTAMP, far)
			.add(RetryTopicHeaders.DEFAULT_HEADER_ORIGINAL_TIMESTAMP, far)
			.add("springDeserializerExceptionKey", "x".getBytes())
			.add("springDeserializerExceptionValue", "x".getBytes())
			.add(KafkaHeaders.DLT_ORIGINAL_TOPIC, "elsewhere".getBytes())
			.add(KafkaHeaders.ORIGINAL_TOPIC, "elsewhere".getBytes())
			.add("__TypeId__", "java.util.Date".getBytes(StandardCharsets.UTF_8))
			.add("trace", "1".getBytes());
		TestBroker.get().send(record);
	}

	static class Reader {

		private final List<List<String>> headers = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("userSignedUp")
		void on(ConsumerRecord<String, Object> record) {
			this.headers.add(Arrays.stream(record.headers().toArray()).map(Header::key).toList());
		}

	}

	static class RetryingReader {

		private final List<String> count = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("userSignedUp")
		@RetryableTopic(attempts = "2")
		void on(ConsumerRecord<String, Object> record) {
			this.count.add(record.topic());
			throw new IllegalStateException("Fails");
		}

	}

}

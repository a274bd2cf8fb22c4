package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for {@link ReceivedRecord}.
 */
class ReceivedRecordTests {

	@Test
	void dropsAnyNumberOfFrameworkHeadersInTimeAndKeepsTheOthersInOrder() {
		ConsumerRecord<byte[], byte[]> received = new ConsumerRecord<>("topic", 0, 0, null, new byte[0]);
		received.headers().add("first", new byte[] { 1 });
		for (int number = 0; number < 200_000; number++) {
			received.headers().add("retry_topic-" + number, new byte[0]);
		}
		received.headers().add("second", null).add("first", new byte[] { 2 });
		Header[] headers = received.headers().toArray();
		ReceivedRecord record = new ReceivedRecord("onEvent", received, headers, Set.of(), null, "value", null, null);
		assertTimeoutPreemptively(Duration.ofSeconds(10), record::dropFrameworkHeaders);
		assertThat(Arrays.stream(record.headers().toArray())).containsExactly(headers[0], headers[headers.length - 2],
				headers[headers.length - 1]);
		assertThat(record.receivedHeaders()).isEqualTo(headers);
	}

}

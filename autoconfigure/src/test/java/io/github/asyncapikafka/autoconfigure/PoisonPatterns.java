package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that producers should not have written.
 */
final class PoisonPatterns {

	private PoisonPatterns() {
	}

	/**
	 * Return the bytes by what they are.
	 */
	static Map<String, byte @Nullable []> all() {
		Map<String, byte @Nullable []> patterns = new LinkedHashMap<>();
		patterns.put("null", null);
		patterns.put("empty", new byte[0]);
		for (int value : new int[] { 0x00, 0x01, 0x09, 0x0a, 0x20, 0x22, 0x5b, 0x7b, 0x7f, 0x80, 0xc0, 0xfe, 0xff }) {
			patterns.put("byte " + value, new byte[] { (byte) value });
		}
		for (int length : new int[] { 2, 3, 4, 5, 7, 8, 9, 16, 1000 }) {
			patterns.put("zeros " + length, new byte[length]);
			byte[] ones = new byte[length];
			Arrays.fill(ones, (byte) 0xff);
			patterns.put("ones " + length, ones);
		}
		texts().forEach((text) -> patterns.put(text.substring(0, Math.min(40, text.length())) + text.length(),
				text.getBytes(StandardCharsets.UTF_8)));
		patterns.put("utf-16", "{\"n\":1}".getBytes(StandardCharsets.UTF_16));
		patterns.put("utf-16le", "{\"n\":1}".getBytes(StandardCharsets.UTF_16LE));
		patterns.put("latin-1", "\"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
		patterns.put("overlong", new byte[] { '"', (byte) 0xc0, (byte) 0x80, '"' });
		patterns.put("surrogate", new byte[] { '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"' });
		patterns.put("java serialization", Base64.getDecoder().decode("rO0ABXQAAWE="));
		patterns.put("gzip", new byte[] { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0 });
		patterns.put("confluent avro", new byte[] { 0, 0, 0, 0, 42, 2, 6, 'a' });
		return patterns;
	}

	private static List<String> texts() {
		String deep = "[".repeat(100_000);
		String mac = "{\"n\":1,\"mac\":\"" + "AB:".repeat(20_000) + "\"}";
		return List.of("{", "}", "[]", "{}", "null", "true", "false", "\"\"", "\"a", "0", "-1", "10.5", "1e400",
				"1e-400", "1e100000000", "-1e999999999", "9".repeat(2000), "NaN", "Infinity", "{\"n\":NaN}",
				"{\"n\":1e400}", "{\"n\":1e100000000}", "{\"n\":0.3}", "{\"n\":\"1\"}", "{\"n\":null}", "{\"n\":1}x",
				"{\"n\":1}{\"n\":1}", "{\"n\":1,}", "{'n':1}", "{n:1}", "/* c */{\"n\":1}", "{\"k\":1.5}",
				"{\"k\":\"1\"}", "abc ", " abc", "a\nb", "ABC", "a\u0000b", "\u00e9", "\ud83d\ude00", "<xml/>", "a=b",
				"10", "00000005", "5.5", deep, "{\"n\":1,\"x\":" + deep + "}", "{\"n\":".repeat(100_000), mac,
				"{\"n\":1,\"evil\":\"" + "a".repeat(40) + "!\"}", "{\"n\":1,\"tags\":[" + "1,".repeat(50_000) + "1]}");
	}

	static void send(List<ProducerRecord<byte[], byte[]>> records) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.get().address()), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			records.forEach(producer::send);
		}
	}

}

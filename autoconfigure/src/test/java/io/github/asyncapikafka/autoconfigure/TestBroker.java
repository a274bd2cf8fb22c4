package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * One broker for all tests of this JVM, and a client of it that sees bytes.
 */
final class TestBroker {

	private static final TestBroker INSTANCE = new TestBroker();

	private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);

	private TestBroker() {
		this.broker.brokerListProperty("test.broker");
		this.broker.brokerProperty("transaction.state.log.replication.factor", "1");
		this.broker.brokerProperty("transaction.state.log.min.isr", "1");
		this.broker.afterPropertiesSet();
		Runtime.getRuntime().addShutdownHook(new Thread(this.broker::destroy));
	}

	static TestBroker get() {
		return INSTANCE;
	}

	String address() {
		return this.broker.getBrokersAsString();
	}

	Admin admin() {
		return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()));
	}

	/**
	 * Create a topic, and wait until the broker knows it.
	 */
	void create(String topic, int partitions) {
		try (Admin admin = admin()) {
			admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)));
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.ignoreExceptions()
				.until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().containsKey(topic));
		}
	}

	void send(ProducerRecord<byte[], byte[]> record) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address(), ProducerConfig.LINGER_MS_CONFIG, 0),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			producer.send(record);
		}
	}

	/**
	 * Send to the first partition, so that the order of several calls holds.
	 */
	void send(String topic, String value) {
		send(new ProducerRecord<>(topic, 0, null, value.getBytes()));
	}

	/**
	 * Wait until the topic has a number of records, and return them.
	 */
	List<ConsumerRecord<byte[], byte[]>> receive(String topic, int count) {
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address(), ConsumerConfig.GROUP_ID_CONFIG,
						"test-" + topic, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
						ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			consumer.subscribe(List.of(topic));
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
				consumer.poll(Duration.ofMillis(200)).forEach(records::add);
				return records.size() >= count;
			});
		}
		return records;
	}

}

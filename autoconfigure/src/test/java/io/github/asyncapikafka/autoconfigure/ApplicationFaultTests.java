package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of records when an application under load is killed or shut down: nothing
 * that anybody was told to be safe is lost, the order of each key holds, and only what
 * was in flight comes twice. The property {@code kill.rounds} says how often it is
 * killed.
 */
class ApplicationFaultTests {

	private static final Log logger = LogFactory.getLog(ApplicationFaultTests.class);

	private static final int KEYS = 7;

	/** How many records there are that the application has not copied yet. */
	private static final int AHEAD = 500;

	/**
	 * What a consumer polls at most, and so what may have been handled without commit.
	 */
	private static final int IN_FLIGHT = 50;

	@TempDir
	Path directory;

	@Test
	void losesNothingWhenItIsKilled() throws Exception {
		int rounds = Integer.getInteger("kill.rounds", 1);
		try (StandaloneBroker broker = broker(); Load load = new Load(broker, this.directory)) {
			List<Map<TopicPartition, Long>> committed = new ArrayList<>();
			for (int run = 1; run <= rounds; run++) {
				try (ForkedApplication application = new ForkedApplication(this.directory, broker.address(), run)) {
					int before = application.noted("copied").size();
					int records = ThreadLocalRandom.current().nextInt(1, 400);
					await(application).until(() -> application.noted("copied").size() >= before + records);
					application.kill();
				}
				committed.add(committed(broker));
			}
			load.stop();
			try (ForkedApplication application = new ForkedApplication(this.directory, broker.address(), rounds + 1)) {
				await(application).until(() -> isDone(broker, load));
				application.kill();
				Ledger ledger = new Ledger(read(broker, "out"));
				assertThat(ledger.numbersByKey()).isEqualTo(load.acknowledged());
				ledger.assertOrder();
				int duplicates = ledger.assertDuplicatesAreOfInFlight(committed);
				assertThat(numbers(read(broker, "sent"))).containsAll(application.noted("acknowledged"));
				logger.info("Killed " + rounds + " times: " + ledger.size() + " records copied, " + duplicates
						+ " of them again; " + application.noted("acknowledged").size() + " sent and acknowledged");
			}
		}
	}

	@Test
	void drainsWhenItIsShutDown() throws Exception {
		try (StandaloneBroker broker = broker(); Load load = new Load(broker, this.directory)) {
			try (ForkedApplication application = new ForkedApplication(this.directory, broker.address(), 1,
					"spring.lifecycle.timeout-per-shutdown-phase=20s")) {
				await(application).until(() -> application.noted("copied").size() > 200);
				Instant start = Instant.now();
				assertThat(application.terminate(40)).isIn(0, 143);
				assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
				assertThat(application.log()).doesNotContain("still running", " ERROR ");
				Map<TopicPartition, Long> committed = committed(broker);
				assertThat(committed.values().stream().mapToLong(Long::longValue).sum())
					.isEqualTo(read(broker, "out").size());
				assertThat(numbers(read(broker, "sent"))).containsAll(application.noted("accepted"));
			}
			load.stop();
			try (ForkedApplication application = new ForkedApplication(this.directory, broker.address(), 2)) {
				await(application).until(() -> isDone(broker, load));
				application.kill();
				Ledger ledger = new Ledger(read(broker, "out"));
				assertThat(ledger.numbersByKey()).isEqualTo(load.acknowledged());
				ledger.assertOrder();
				assertThat(ledger.duplicates()).isZero();
			}
		}
	}

	private static StandaloneBroker broker() throws Exception {
		StandaloneBroker broker = StandaloneBroker
			.customized((properties) -> properties.put("group.min.session.timeout.ms", "1000"), List.of(), List.of());
		try (Admin admin = broker.admin()) {
			admin.createTopics(List.of(new NewTopic("in", 3, (short) 1))).all().get();
		}
		return broker;
	}

	private static ConditionFactory await(ForkedApplication application) {
		return Awaitility.await().atMost(Duration.ofSeconds(120)).failFast(() -> {
			if (!application.isAlive()) {
				throw new AssertionError(application.log());
			}
		});
	}

	private static Map<TopicPartition, Long> committed(StandaloneBroker broker) throws Exception {
		Map<TopicPartition, Long> committed = new HashMap<>();
		try (Admin admin = broker.admin()) {
			admin.listConsumerGroupOffsets("load")
				.partitionsToOffsetAndMetadata()
				.get()
				.forEach((partition, offset) -> committed.put(partition, offset.offset()));
		}
		return committed;
	}

	private static boolean isDone(StandaloneBroker broker, Load load) throws Exception {
		return committed(broker).values().stream().mapToLong(Long::longValue).sum() == load.count();
	}

	private static List<ConsumerRecord<String, String>> read(StandaloneBroker broker, String topic) {
		List<ConsumerRecord<String, String>> records = new ArrayList<>();
		try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.internalAddress()), new StringDeserializer(),
				new StringDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(topic)
				.stream()
				.map((PartitionInfo partition) -> new TopicPartition(topic, partition.partition()))
				.toList();
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			long end = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
			while (records.size() < end) {
				consumer.poll(Duration.ofMillis(200)).forEach(records::add);
			}
		}
		return records;
	}

	private static Set<Long> numbers(List<ConsumerRecord<String, String>> records) {
		Set<Long> numbers = new HashSet<>();
		records.forEach((record) -> numbers.add(number(record)));
		return numbers;
	}

	private static long number(ConsumerRecord<String, String> record) {
		return Long.parseLong(record.value().replaceAll("\\D", ""));
	}

	/**
	 * Writes running numbers for some keys, and knows which of them the broker has.
	 */
	private static final class Load implements AutoCloseable {

		private final KafkaProducer<String, String> producer;

		private final Map<String, AtomicLong> acknowledged = new ConcurrentHashMap<>();

		private long sent;

		private final Thread thread = new Thread(this::run);

		private volatile boolean running = true;

		private final Path copied;

		Load(StandaloneBroker broker, Path directory) {
			this.copied = directory.resolve("copied");
			this.producer = new KafkaProducer<>(
					Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.internalAddress()), new StringSerializer(),
					new StringSerializer());
			this.thread.start();
		}

		private void run() {
			for (long n = 0; this.running; n++) {
				for (int key = 0; key < KEYS; key++) {
					String name = "k" + key;
					this.sent++;
					this.producer.send(new ProducerRecord<>("in", name, "{\"n\":" + n + "}"), (metadata, failure) -> {
						if (failure == null) {
							this.acknowledged.computeIfAbsent(name, (newKey) -> new AtomicLong()).incrementAndGet();
						}
					});
				}
				keepAhead();
			}
		}

		/**
		 * Let the application always have some more to do, but not too much.
		 */
		private void keepAhead() {
			while (this.running && this.sent - copied() > AHEAD) {
				LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
			}
		}

		private long copied() {
			try {
				return ForkedApplication.noted(this.copied).size();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		void stop() throws InterruptedException {
			this.running = false;
			this.thread.join();
			this.producer.flush();
		}

		long count() {
			return this.acknowledged.values().stream().mapToLong(AtomicLong::get).sum();
		}

		/**
		 * Return how many numbers of each key the broker has, from zero on.
		 */
		Map<String, Long> acknowledged() {
			Map<String, Long> counts = new TreeMap<>();
			this.acknowledged.forEach((key, count) -> counts.put(key, count.get()));
			return counts;
		}

		@Override
		public void close() throws InterruptedException {
			stop();
			this.producer.close();
		}

	}

	/**
	 * What an application has copied.
	 */
	private static final class Ledger {

		private final List<ConsumerRecord<String, String>> records;

		Ledger(List<ConsumerRecord<String, String>> records) {
			this.records = records;
		}

		int size() {
			return this.records.size();
		}

		int duplicates() {
			Set<String> known = new HashSet<>();
			return (int) this.records.stream().filter((record) -> !known.add(source(record))).count();
		}

		Map<String, Long> numbersByKey() {
			Map<String, Set<Long>> numbers = new TreeMap<>();
			this.records.forEach(
					(record) -> numbers.computeIfAbsent(record.key(), (key) -> new HashSet<>()).add(number(record)));
			Map<String, Long> counts = new TreeMap<>();
			numbers.forEach((key, known) -> counts.put(key, (long) known.size()));
			return counts;
		}

		/**
		 * Each run goes on without a gap, and goes back only where it begins.
		 */
		void assertOrder() {
			Map<String, Long> last = new HashMap<>();
			Map<String, String> runs = new HashMap<>();
			this.records.forEach((record) -> {
				long expected = last.getOrDefault(record.key(), -1L) + 1;
				String run = header(record, LoadedApplication.RUN);
				if (run.equals(runs.put(record.key(), run))) {
					assertThat(number(record)).as(record.key()).isEqualTo(expected);
				}
				else {
					assertThat(number(record)).as(record.key()).isLessThanOrEqualTo(expected);
				}
				last.put(record.key(), number(record));
			});
		}

		/**
		 * What comes again was not committed when its application was killed, and each
		 * application has had no more of that than what a consumer has in flight.
		 * @return how many records came again
		 */
		int assertDuplicatesAreOfInFlight(List<Map<TopicPartition, Long>> committed) {
			Map<Integer, Integer> inFlight = new TreeMap<>();
			this.records.forEach((record) -> {
				int run = Integer.parseInt(header(record, LoadedApplication.RUN));
				if (run > 1) {
					assertThat(isBehind(record, committed.get(run - 2))).as(source(record)).isTrue();
				}
				if (run <= committed.size() && isBehind(record, committed.get(run - 1))) {
					inFlight.merge(run, 1, Integer::sum);
				}
			});
			assertThat(inFlight.values()).allMatch((count) -> count <= IN_FLIGHT);
			return duplicates();
		}

		private static boolean isBehind(ConsumerRecord<?, ?> record, Map<TopicPartition, Long> committed) {
			String[] source = source(record).split("@");
			TopicPartition partition = new TopicPartition("in", Integer.parseInt(source[0]));
			return Long.parseLong(source[1]) >= committed.getOrDefault(partition, 0L);
		}

		private static String source(ConsumerRecord<?, ?> record) {
			return header(record, LoadedApplication.SOURCE);
		}

		private static String header(ConsumerRecord<?, ?> record, String name) {
			return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
		}

	}

}

package io.github.asyncapikafka.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.asyncapikafka.benchmark.Applications.Side;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * Lets the applications take turns, round by round, so that whatever else the machine
 * does hits all of them, and prints the medians as ratios.
 */
public final class Benchmarks {

	private static final int ROUNDS = 9;

	static final int RECORDS = 20_000;

	private final Map<Applications, List<Double>> startUps = new EnumMap<>(Applications.class);

	private final Map<Applications, List<Double>> consumes = new EnumMap<>(Applications.class);

	private final Map<Applications, List<Double>> sends = new EnumMap<>(Applications.class);

	private Benchmarks() {
	}

	/**
	 * Run the benchmarks.
	 * @param args none
	 */
	public static void main(String[] args) {
		EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, "orders", "sent");
		broker.brokerListProperty("benchmark.broker");
		broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
		broker.afterPropertiesSet();
		fill(broker.getBrokersAsString());
		Benchmarks benchmarks = new Benchmarks();
		for (int round = 0; round < ROUNDS; round++) {
			for (Applications application : Applications.values()) {
				benchmarks.run(application, broker.getBrokersAsString(), application + "-" + round, round > 1);
			}
		}
		benchmarks.print();
		broker.destroy();
		Runtime.getRuntime().halt(0);
	}

	private void run(Applications application, String broker, String group, boolean counts) {
		long start = System.nanoTime();
		try (ConfigurableApplicationContext context = application.start(broker, group)) {
			double started = seconds(start);
			Side side = context.getBean(Side.class);
			double consumed = side.consumed();
			long sending = System.nanoTime();
			side.send(Order.example(), RECORDS);
			double sent = seconds(sending);
			if (counts) {
				add(this.startUps, application, started);
				add(this.consumes, application, consumed);
				add(this.sends, application, sent);
			}
		}
	}

	/**
	 * Write what is consumed in each round.
	 */
	private static void fill(String broker) {
		byte[] value = JsonMapper.shared().writeValueAsBytes(Order.example());
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			for (int i = 0; i < RECORDS; i++) {
				producer.send(new ProducerRecord<>("orders", "k".getBytes(StandardCharsets.UTF_8), value));
			}
		}
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	private static void add(Map<Applications, List<Double>> results, Applications application, double value) {
		results.computeIfAbsent(application, (key) -> new ArrayList<>()).add(value);
	}

	private void print() {
		StringBuilder table = new StringBuilder();
		table.append("| | with checks | without checks |\n|---|---|---|\n");
		row(table, "consume", this.consumes);
		row(table, "send", this.sends);
		row(table, "start-up", this.startUps);
		// The table is what the run is for.
		System.out.append(table).flush();
	}

	private static void row(StringBuilder table, String name, Map<Applications, List<Double>> results) {
		double reference = median(results.get(Applications.HAND_WRITTEN));
		table.append(String.format(Locale.ROOT, "| %s | %.2f | %.2f |%n", name,
				median(results.get(Applications.CHECKED)) / reference,
				median(results.get(Applications.UNCHECKED)) / reference));
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		return sorted.get(sorted.size() / 2);
	}

}

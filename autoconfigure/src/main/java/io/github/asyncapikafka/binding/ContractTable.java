package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.setting.SpringSecuritySettings;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.model.AsyncApi;
import org.jspecify.annotations.Nullable;

/**
 * Prints a contract as a block of lines for the server and for each operation, a value
 * with its source on each line. Labels are aligned, and values come last, so that a long
 * one moves nothing. Never prints credentials.
 */
final class ContractTable {

	private static final String BROKER = "left to the broker";

	private static final String DETAILS = "the KafkaConnectionDetails bean";

	private static final String UNDECIDED = "not decided";

	private final KafkaContract contract;

	private final SpringSecuritySettings spring;

	private final List<String> lines = new ArrayList<>();

	ContractTable(KafkaContract contract, SpringSecuritySettings spring) {
		this.contract = contract;
		this.spring = spring;
		addServer();
		contract.operations().values().forEach(this::add);
	}

	/**
	 * Return one line that says which document it is.
	 */
	static String headline(AsyncApi asyncApi) {
		return Printable.quote(asyncApi.title()) + " " + Printable.escape(asyncApi.version()) + " (AsyncAPI "
				+ Printable.escape(asyncApi.specificationVersion()) + ") from "
				+ Printable.escape(asyncApi.location().resource()) + ": " + count(asyncApi.servers().size(), "server")
				+ ", " + count(asyncApi.channels().size(), "channel") + ", "
				+ count(asyncApi.operations().size(), "operation");
	}

	private static String count(int number, String noun) {
		return number + " " + noun + ((number == 1) ? "" : "s");
	}

	private void addServer() {
		KafkaServer server = this.contract.server();
		String open = this.contract.isConnectionProvided() ? "left to " + DETAILS
				: this.contract.serverProblems().isEmpty() ? "left to spring.kafka" : UNDECIDED;
		this.lines.add((server.name() != null) ? "server " + Printable.escape(server.name()) : "server");
		if (Objects.equals(server.consumerBootstrapServers(), server.producerBootstrapServers())) {
			add("bootstrap servers", hosts(server.consumerBootstrapServers(), open));
		}
		else {
			add("consumers connect", hosts(server.consumerBootstrapServers(), open));
			add("producers connect", hosts(server.producerBootstrapServers(), open));
		}
		KafkaSecurity security = server.security();
		Value<String> protocol = (security != null) ? security.protocol() : this.spring.protocol();
		Value<String> mechanism = (security != null) ? security.mechanism() : this.spring.mechanism();
		String unless = this.contract.isConnectionProvided() ? ", unless " + DETAILS + " names a protocol" : "";
		add("security protocol", (protocol != null) ? text(protocol) + unless : open);
		if (mechanism != null) {
			add("SASL mechanism", text(mechanism) + unless);
		}
		this.contract.serverProblems().forEach(this::add);
	}

	/**
	 * Return the topic, or the address whose parameters code or configuration may leave
	 * open.
	 */
	private static String topic(KafkaChannel channel) {
		KafkaAddress address = channel.address();
		if (channel.topic() != null || address == null) {
			return text(channel.topic(), UNDECIDED);
		}
		String missing = address.withoutValue()
			.stream()
			.map((name) -> Printable.escape("{" + name + "}"))
			.collect(Collectors.joining(", "));
		return Printable.escape(address.toString()) + " (several, by the values of its parameters"
				+ (missing.isEmpty() ? "" : "; a value or a @ChannelParameter is needed for " + missing) + ")";
	}

	private static String hosts(@Nullable Value<List<String>> hosts, String absent) {
		return text(hosts, (value) -> String.join(", ", value), absent);
	}

	private void add(KafkaOperation operation) {
		KafkaChannel channel = operation.channel();
		this.lines.add("");
		this.lines.add((operation.receives() ? "receive " : "send ") + Printable.escape(operation.id()));
		add("topic", topic(channel));
		if (operation.receives()) {
			add("group", text(operation.groupId(), UNDECIDED));
		}
		add("client id", text(operation.clientId(), "left to Spring Kafka"));
		operation.messages().forEach(this::add);
		add("partitions", text(channel.partitions(), BROKER));
		add("replicas", text(channel.replicas(), BROKER));
		channel.configuration()
			.forEach((key, value) -> add("configuration", Printable.escape(key) + " = " + text(value)));
		KafkaAddress address = channel.address();
		// Whether code opens parameters is not known here: the line of the topic has
		// them.
		operation.allProblems((address != null) ? address.withoutValue() : List.of()).forEach(this::add);
	}

	private void add(KafkaMessage message) {
		add("message", Printable.escape(message.id()) + " (" + message.location() + ")");
		add("  key", text(message.key()));
		add("  payload", text(message.payload(), UNDECIDED));
		if (message.type() != null) {
			add("  type", text(message.type()));
		}
	}

	private void add(Problem problem) {
		add("problem", problem.toString());
	}

	private void add(String label, String text) {
		this.lines.add("  %-17s  %s".formatted(label, text));
	}

	private static String text(Value<?> value) {
		return text(value, UNDECIDED);
	}

	private static String text(@Nullable Value<?> value, String absent) {
		return text(value, String::valueOf, absent);
	}

	private static <T> String text(@Nullable Value<T> value, Function<T, String> format, String absent) {
		return (value != null) ? Printable.escape(format.apply(value.value())) + " (" + value.source() + ")" : absent;
	}

	@Override
	public String toString() {
		return String.join("\n", this.lines);
	}

}

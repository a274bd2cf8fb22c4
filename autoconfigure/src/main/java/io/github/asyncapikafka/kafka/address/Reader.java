package io.github.asyncapikafka.kafka.address;

import java.util.List;
import java.util.Optional;

import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;

/**
 * A listener as one that reads topics.
 *
 * @param element the name of its method or class
 * @param destination what it subscribes to
 * @param groupId its consumer group
 * @param retryTopics whether Spring Kafka's retry topics take what it cannot handle
 * @param location the place of its operation
 */
public record Reader(String element, KafkaDestination destination, String groupId, boolean retryTopics,
		Location location) {

	/**
	 * Report readers that would take records from each other.
	 * @param readers the readers
	 * @param problems where a problem is added for each of these
	 */
	public static void check(List<Reader> readers, Problems problems) {
		for (int i = 1; i < readers.size(); i++) {
			Reader reader = readers.get(i);
			readers.subList(0, i)
				.stream()
				.filter((other) -> other.groupId.equals(reader.groupId))
				.filter((other) -> other.destination.shared(reader.destination).isPresent())
				.findFirst()
				.ifPresent((first) -> report(first, reader, problems));
		}
	}

	private static void report(Reader first, Reader reader, Problems problems) {
		Optional<String> topic = first.destination.shared(reader.destination);
		boolean open = first.destination.isOpen() || reader.destination.isOpen();
		String pair = open ? Printable.quote(first.destination.name()) + " and "
				+ Printable.quote(reader.destination.name()) + " can be the same topic. " : "";
		problems.add(reader.location,
				pair + first.element + " and " + reader.element + " both read the topic "
						+ Printable.quote(topic.orElseThrow())
						+ " in one consumer group, so each would get a part of the records.",
				"Keep one of them, or give them different groups.");
	}

}

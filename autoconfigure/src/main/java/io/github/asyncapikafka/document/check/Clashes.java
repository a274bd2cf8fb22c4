package io.github.asyncapikafka.document.check;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Warns of channels and topics that are different here, but not everywhere.
 */
final class Clashes {

	private final Map<String, String> channels = new HashMap<>();

	private final Map<String, String> topics = new HashMap<>();

	private final Walk walk;

	private Clashes(Walk walk) {
		this.walk = walk;
	}

	static void check(Node.Mapping document, Walk walk) {
		if (usesKafka(document, walk)) {
			Clashes clashes = new Clashes(walk);
			boolean version3 = String.valueOf(Scalars.textOf(document, "asyncapi")).startsWith("3");
			Placeholders.described(document.get("channels"), walk)
				.forEach((id, node) -> clashes.channel(id, node, version3));
		}
	}

	private static boolean usesKafka(Node.Mapping document, Walk walk) {
		Map<String, Node> servers = Placeholders.described(document.get("servers"), walk);
		return servers.isEmpty() || servers.values()
			.stream()
			.anyMatch((server) -> walk.resolve(server) instanceof Node.Mapping mapping
					&& String.valueOf(Scalars.textOf(mapping, "protocol")).startsWith("kafka"));
	}

	private void channel(String id, Node node, boolean version3) {
		String other = this.channels.putIfAbsent(id.toLowerCase(Locale.ROOT), id);
		if (other != null) {
			this.walk.warning(node.location(),
					"The channels " + Printable.quote(other) + " and " + Printable.quote(id) + " differ only in case.",
					"Rename one of them: environment variables cannot tell them apart.");
		}
		Node.Mapping channel = (this.walk.resolve(node) instanceof Node.Mapping mapping) ? mapping : null;
		String topic = topic(channel);
		topic = (topic != null) ? topic : version3 ? Scalars.textOf(channel, "address") : id;
		String first = (topic != null) ? this.topics.putIfAbsent(topic.replace('.', '_'), topic) : null;
		if (topic != null && first != null && !first.equals(topic)) {
			this.walk.warning(node.location(),
					"The topics " + Printable.quote(first) + " and " + Printable.quote(topic)
							+ " have the same name in Kafka's metrics.",
					"Rename one of them: Kafka writes '.' as '_' there.");
		}
	}

	private static @Nullable String topic(Node.@Nullable Mapping channel) {
		return (channel != null && channel.get("bindings") instanceof Node.Mapping bindings
				&& bindings.get("kafka") instanceof Node.Mapping kafka) ? Scalars.textOf(kafka, "topic") : null;
	}

}

package io.github.asyncapikafka.document.check;

import java.util.Set;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;

/**
 * The configuration of a topic. Kafka's own names are known; any other one is passed on,
 * because a broker may know more.
 */
final class TopicConfigurations {

	private static final String CONFLUENT = "confluent.";

	/** The configurations of a topic in Kafka 4, and those that earlier versions had. */
	static final Set<String> NAMES = Set.of("cleanup.policy", "compression.gzip.level", "compression.lz4.level",
			"compression.type", "compression.zstd.level", "delete.retention.ms", "file.delete.delay.ms",
			"flush.messages", "flush.ms", "follower.replication.throttled.replicas", "index.interval.bytes",
			"leader.replication.throttled.replicas", "local.retention.bytes", "local.retention.ms",
			"max.compaction.lag.ms", "max.message.bytes", "message.downconversion.enable", "message.format.version",
			"message.timestamp.after.max.ms", "message.timestamp.before.max.ms", "message.timestamp.difference.max.ms",
			"message.timestamp.type", "min.cleanable.dirty.ratio", "min.compaction.lag.ms", "min.insync.replicas",
			"preallocate", "remote.log.copy.disable", "remote.log.delete.on.disable", "remote.storage.enable",
			"retention.bytes", "retention.ms", "segment.bytes", "segment.index.bytes", "segment.jitter.ms",
			"segment.ms", "unclean.leader.election.enable");

	private TopicConfigurations() {
	}

	/**
	 * Check a value as Kafka has it, whatever its name.
	 */
	static void value(Node node, String name, Walk walk) {
		if (node instanceof Node.Sequence sequence) {
			sequence.items().forEach((item) -> value(item, name, walk));
		}
		else if (node instanceof Node.Mapping || Scalars.isNull(node)) {
			walk.violation(
					node.location(), "The topic configuration " + Printable.quote(name)
							+ " must be a value or a list of values, but is " + node.kind() + ".",
					"Write it as Kafka does.");
		}
	}

	/**
	 * Check a value whose name the binding does not have.
	 */
	static void other(Node node, String name, Walk walk) {
		value(node, name, walk);
		if (!NAMES.contains(name) && !name.startsWith(CONFLUENT)) {
			walk.warning(node.location(), "Kafka has no topic configuration " + Printable.quote(name) + ".",
					Suggestions.didYouMean(name, NAMES) + "It is passed on as it stands; a broker may refuse it.");
		}
	}

}

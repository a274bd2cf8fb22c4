package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.PlainAccess;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * Topics of the contract are used through it.
 */
final class PlainTopicRule implements Rule {

	@Override
	public String id() {
		return "plain-topic";
	}

	@Override
	public Severity severity() {
		return Severity.NOTE;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.contract()
			.channels()
			.values()
			.forEach((channel) -> subject.plain(channel)
				.forEach((access) -> observations.accept(new Observation(channel.id(),
						operation(subject, channel, access), null, access.element(), problem(channel, access)))));
	}

	private static @Nullable KafkaOperation operation(Subject subject, KafkaChannel channel, PlainAccess access) {
		return subject.contract()
			.operations()
			.values()
			.stream()
			.filter((operation) -> operation.channel() == channel && operation.action() == access.action())
			.findFirst()
			.orElse(null);
	}

	private static Problem problem(KafkaChannel channel, PlainAccess access) {
		boolean receives = access.action() == Action.RECEIVE;
		Value<String> topic = channel.topic();
		String id = Printable.escape(channel.id());
		return new Problem(channel.location(),
				access.element() + (receives ? " listens to the topic " : " has the default topic ")
						+ Printable.quote((topic != null) ? topic.value() : "") + " of the channel "
						+ Printable.quote(channel.id()) + " without the contract: its records are not checked.",
				receives ? "Use @ChannelListener(\"" + id + "\") to have them checked."
						: "Use @Send(\"" + id + "\") or ChannelTemplates.get(\"" + id + "\") to have them checked.");
	}

}

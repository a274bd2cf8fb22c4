package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.address.ExcludedTopics;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings.Mode;
import io.github.asyncapikafka.binding.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What receivers subscribe to.
 */
public final class ChannelDestinations {

	private ChannelDestinations() {
	}

	/**
	 * Return the topics that a receiver subscribes to.
	 * @param contract the contract
	 * @param operation the operation, whose channel has no problems
	 * @param wanted the names of the parameters whose values the receiver gets
	 * @param groupId the receiver's group, or {@code null} if it is not known
	 * @return the topics
	 */
	public static KafkaDestination of(KafkaContract contract, KafkaOperation operation, Collection<String> wanted,
			@Nullable String groupId) {
		KafkaAddress address = operation.channel().address();
		return (address != null) ? address.destination(wanted, excluded(contract, operation.channel(), groupId))
				: KafkaDestination.of(operation.topic());
	}

	private static ExcludedTopics excluded(KafkaContract contract, KafkaChannel own, @Nullable String groupId) {
		Collection<KafkaOperation> operations = contract.operations().values();
		Set<String> groups = operations.stream()
			.map(KafkaOperation::groupId)
			.filter(Objects::nonNull)
			.map(Value::value)
			.collect(Collectors.toCollection(TreeSet::new));
		if (groupId != null) {
			groups.add(groupId);
		}
		List<String> expressions = new ArrayList<>();
		if (contract.deadLetter().mode() == Mode.TOPIC) {
			expressions.add(contract.deadLetter().expression(groups));
		}
		operations.stream()
			.map(KafkaOperation::reply)
			.filter(Objects::nonNull)
			.map(KafkaReply::channel)
			.filter((id) -> id != null && !id.equals(own.id()))
			.map((id) -> contract.channels().get(id))
			.filter(Objects::nonNull)
			.forEach((channel) -> {
				if (channel.address() != null) {
					addReply(channel.address(), expressions);
				}
				else if (channel.topic() != null) {
					expressions.add(Pattern.quote(channel.topic().value()));
				}
			});
		return ExcludedTopics.of(expressions);
	}

	/**
	 * An address that is all parameters would exclude topics of every name.
	 */
	private static void addReply(KafkaAddress address, List<String> expressions) {
		if (address.hasText()) {
			expressions.add(address.expression());
		}
	}

}

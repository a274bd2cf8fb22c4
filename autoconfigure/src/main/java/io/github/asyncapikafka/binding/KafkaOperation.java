package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * What this application does on a channel.
 *
 * @param id the operation's id
 * @param action what this application does; the opposite of the document's word if the
 * document describes another application
 * @param channel the channel
 * @param groupId the consumer group, or {@code null} for a sender and where only an
 * annotation can name it
 * @param clientId the client id, or {@code null} if it is left to Spring Kafka
 * @param messages the messages
 * @param ids checks ids that an annotation gives
 * @param problems why the operation cannot be used, apart from a missing group
 * @param location the place of the operation
 */
public record KafkaOperation(String id, Action action, KafkaChannel channel, @Nullable Value<String> groupId,
		@Nullable Value<String> clientId, List<KafkaMessage> messages, IdRules ids, List<Problem> problems,
		Location location) {

	public KafkaOperation {
		messages = List.copyOf(messages);
		problems = List.copyOf(problems);
	}

	/**
	 * Return whether this application receives.
	 * @return {@code false} if it sends
	 */
	public boolean receives() {
		return this.action == Action.RECEIVE;
	}

	/**
	 * Return the topic.
	 * @return the name of the topic
	 * @throws IllegalStateException if the channel has none
	 */
	public String topic() {
		if (this.channel.topic() == null) {
			throw new IllegalStateException("The channel has no topic");
		}
		return this.channel.topic().value();
	}

	/**
	 * Return everything that prevents the use of the operation, including its channel and
	 * its messages.
	 * @return the problems, empty if it can be used
	 */
	public List<Problem> allProblems() {
		List<Problem> all = new ArrayList<>(this.channel.problems());
		all.addAll(this.problems);
		this.messages.forEach((message) -> all.addAll(message.problems()));
		return all;
	}

	/**
	 * Return the consumer group, which an annotation may name before all others.
	 * @param annotated the group of the annotation, or {@code null}
	 * @param element what the annotated code element is called
	 * @param problems where a missing or forbidden group is added
	 * @return the group, or {@code null} if there is a problem
	 */
	public @Nullable Value<String> groupId(@Nullable String annotated, String element, Problems problems) {
		if (annotated != null) {
			return this.ids.checkGroupId(new Value<>(annotated, Source.code(element)), problems);
		}
		if (this.groupId == null && this.problems.isEmpty()) {
			this.ids.missingGroupId(problems);
		}
		return this.groupId;
	}

	/**
	 * Check a client id that an annotation names.
	 * @param annotated the client id of the annotation
	 * @param element what the annotated code element is called
	 * @param problems where a forbidden client id is added
	 */
	public void checkClientId(String annotated, String element, Problems problems) {
		this.ids.checkClientId(new Value<>(annotated, Source.code(element)), problems);
	}

}

package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Something that code and contract have to agree on.
 */
interface Rule {

	/**
	 * Return the id, by which the rule can be switched off.
	 */
	String id();

	/**
	 * Return how much findings matter unless configuration says otherwise.
	 */
	Severity severity();

	/**
	 * Find disagreements.
	 */
	void inspect(Subject subject, Consumer<Observation> observations);

	/**
	 * What a rule has found.
	 *
	 * @param channel the id of the channel, or {@code null}
	 * @param operation the operation, or {@code null} if it is not known
	 * @param message the message, or {@code null}
	 * @param element the name of the code element, or {@code null}
	 * @param problem what is wrong
	 */
	record Observation(@Nullable String channel, @Nullable KafkaOperation operation, @Nullable KafkaMessage message,
			@Nullable String element, Problem problem) {

		static Observation of(KafkaOperation operation, @Nullable String element, Problem problem) {
			return new Observation(operation.channel().id(), operation, null, element, problem);
		}

	}

}

package io.github.asyncapikafka.binding;

import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The operations that code names by channel or operation, or why there is none.
 *
 * @param operations the operations, empty if there is a failure
 * @param failure what kind of failure it is, or {@code null}
 * @param problem what is wrong, or {@code null}
 */
public record OperationMatch(List<KafkaOperation> operations, @Nullable Failure failure, @Nullable Problem problem) {

	public OperationMatch {
		operations = List.copyOf(operations);
	}

	static OperationMatch of(List<KafkaOperation> operations) {
		return new OperationMatch(operations, null, null);
	}

	static OperationMatch of(Failure failure, Problem problem) {
		return new OperationMatch(List.of(), failure, problem);
	}

	/**
	 * Return the operations if there is no failure.
	 * @return the operations, at least one
	 * @throws InvalidContractException if there is a failure
	 */
	public List<KafkaOperation> require() {
		if (this.operations.isEmpty()) {
			throw new InvalidContractException(List.of(Objects.requireNonNull(this.problem)));
		}
		return this.operations;
	}

	/**
	 * Return the operations as one.
	 * @return the operation, with several {@link KafkaOperation#parts() parts} if there
	 * are several, or {@code null} if there is a failure
	 */
	public @Nullable KafkaOperation joined() {
		return (this.operations.size() > 1) ? KafkaOperation.joined(this.operations)
				: this.operations.stream().findFirst().orElse(null);
	}

	/**
	 * Why code does not name an operation.
	 */
	public enum Failure {

		/**
		 * The document has no such channel or operation.
		 */
		UNKNOWN,

		/**
		 * The code sends where the contract receives, or the other way round.
		 */
		WRONG_DIRECTION,

		/**
		 * Several operations could be meant.
		 */
		AMBIGUOUS

	}

}

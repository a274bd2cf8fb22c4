package io.github.asyncapikafka.kafka.topic;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the broker does not answer.
 */
final class UnreachableException extends RuntimeException {

	private final transient @Nullable TopicClient client;

	private final boolean advertised;

	UnreachableException(@Nullable Throwable cause) {
		this(cause, null, false);
	}

	UnreachableException(@Nullable Throwable cause, @Nullable TopicClient client, boolean advertised) {
		super("The broker does not answer", cause);
		this.client = client;
		this.advertised = advertised;
	}

	/**
	 * Return who asked.
	 */
	@Nullable TopicClient client() {
		return this.client;
	}

	/**
	 * Return whether a broker has said which addresses it advertises, and the client got
	 * no further.
	 */
	boolean isAdvertised() {
		return this.advertised;
	}

}

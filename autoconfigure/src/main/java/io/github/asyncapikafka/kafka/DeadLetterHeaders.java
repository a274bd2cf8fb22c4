package io.github.asyncapikafka.kafka;

/**
 * The headers of a dead letter, beside those that the record had. Where it came from is
 * in Spring Kafka's own {@code kafka_dlt-original-*} headers. All of these are text in
 * UTF-8, cut to fit into 2 KB together.
 */
public final class DeadLetterHeaders {

	/**
	 * The prefix of all of them.
	 */
	public static final String PREFIX = "asyncapi-kafka-";

	/**
	 * The id of the operation that received the record.
	 */
	public static final String OPERATION = PREFIX + "operation";

	/**
	 * Why it is here: {@code violation}, {@code unreadable} or {@code handler}.
	 */
	public static final String CAUSE = PREFIX + "cause";

	/**
	 * A sentence for people.
	 */
	public static final String REASON = PREFIX + "reason";

	/**
	 * The id of the message that the record should have been.
	 */
	public static final String MESSAGE = PREFIX + "message";

	/**
	 * What breaks the contract: {@code key} or {@code payload}.
	 */
	public static final String PART = PREFIX + "part";

	/**
	 * The JSON pointer to the place that breaks the contract.
	 */
	public static final String POINTER = PREFIX + "pointer";

	/**
	 * The rule that it breaks.
	 */
	public static final String RULE = PREFIX + "rule";

	/**
	 * The place of the rule in the AsyncAPI document.
	 */
	public static final String SCHEMA = PREFIX + "schema";

	/**
	 * The prefix of headers of the record that look like those of a dead letter.
	 */
	public static final String ORIGINAL_PREFIX = "original-";

	private DeadLetterHeaders() {
	}

}

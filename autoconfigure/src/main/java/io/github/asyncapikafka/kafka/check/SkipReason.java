package io.github.asyncapikafka.kafka.check;

/**
 * Why a listener does not get a record that breaks nothing.
 */
public enum SkipReason {

	/**
	 * It is a message of the channel that the operation does not have.
	 */
	OTHER_MESSAGE("other-message", "another message of the channel"),

	/**
	 * No handler takes the message, which is so on purpose.
	 */
	UNHANDLED("unhandled", "a message that no handler takes"),

	/**
	 * It has no payload, and no handler takes such records.
	 */
	TOMBSTONE("tombstone", "a tombstone that no handler takes");

	private final String id;

	private final String description;

	SkipReason(String id, String description) {
		this.id = id;
		this.description = description;
	}

	/**
	 * Return the word for those who count.
	 * @return a word in lower case
	 */
	public String id() {
		return this.id;
	}

	@Override
	public String toString() {
		return this.description;
	}

}

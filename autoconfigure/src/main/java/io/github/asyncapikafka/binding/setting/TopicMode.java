package io.github.asyncapikafka.binding.setting;

/**
 * What is done about the topics of the contract at start-up.
 */
public enum TopicMode {

	/**
	 * Missing topics are created; existing ones are compared with the contract.
	 */
	CREATE,

	/**
	 * Topics are compared with the contract.
	 */
	CHECK,

	/**
	 * Only dead-letter topics are looked at.
	 */
	NONE

}

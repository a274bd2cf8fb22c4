package io.github.asyncapikafka.binding.setting;

/**
 * What happens at start-up if a topic is not as the contract says.
 */
public enum Drift {

	/**
	 * It is logged.
	 */
	WARN,

	/**
	 * The start-up fails.
	 */
	FAIL

}

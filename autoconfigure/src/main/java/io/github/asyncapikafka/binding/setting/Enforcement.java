package io.github.asyncapikafka.binding.setting;

/**
 * What happens to a record that breaks the contract.
 */
public enum Enforcement {

	/**
	 * It is not sent, or not handed to the listener.
	 */
	REJECT,

	/**
	 * It is logged and counted, and goes its way.
	 */
	WARN,

	/**
	 * Nothing is checked.
	 */
	OFF

}

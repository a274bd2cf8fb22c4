package io.github.asyncapikafka.kafka.connection;

/**
 * What happens at start-up if the brokers cannot be used.
 */
public enum Preflight {

	/**
	 * It is logged, and the start-up goes on.
	 */
	WARN,

	/**
	 * The start-up fails.
	 */
	FAIL,

	/**
	 * Nobody looks.
	 */
	OFF

}

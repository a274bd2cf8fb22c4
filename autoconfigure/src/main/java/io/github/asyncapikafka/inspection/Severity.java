package io.github.asyncapikafka.inspection;

/**
 * How much a finding matters, the gravest first.
 */
public enum Severity {

	/**
	 * Code and contract cannot both be right.
	 */
	ERROR,

	/**
	 * Somebody should look at it.
	 */
	WARN,

	/**
	 * Good to know.
	 */
	NOTE

}

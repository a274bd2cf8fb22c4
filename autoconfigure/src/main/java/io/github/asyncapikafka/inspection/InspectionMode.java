package io.github.asyncapikafka.inspection;

/**
 * What happens at start-up if code and contract disagree.
 */
public enum InspectionMode {

	/**
	 * Errors stop the start-up, the rest is logged.
	 */
	FAIL,

	/**
	 * Everything is logged. A listener that cannot run is not started.
	 */
	LOG,

	/**
	 * Nothing is compared. What cannot run stops the start-up.
	 */
	OFF

}

package io.github.asyncapikafka.kafka.progress.corrupt;

/**
 * What happens at records that are corrupted in the broker's log.
 */
public enum CorruptRecords {

	/**
	 * Their partition waits until they can be read.
	 */
	WAIT,

	/**
	 * They are skipped, and the log says which.
	 */
	SKIP

}

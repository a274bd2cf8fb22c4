package io.github.asyncapikafka.kafka.progress;

/**
 * A consumer that is watched.
 */
public interface WatchedConsumer {

	/**
	 * Return what watches it.
	 * @return what is to know of each call of a listener
	 */
	ConsumerWatch watch();

}

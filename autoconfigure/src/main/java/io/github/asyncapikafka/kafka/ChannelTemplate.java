package io.github.asyncapikafka.kafka;

import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;

/**
 * Sends messages to one channel. What is wrong before the network is thrown from the
 * method itself, after up to {@code max.block.ms} if no broker is known; the future fails
 * with what happens later. Safe for use by several threads.
 *
 * @param <T> the type of the payload
 */
public interface ChannelTemplate<T> {

	/**
	 * Send a payload without a key.
	 * @param payload the payload, or {@code null} for a tombstone
	 * @return completed when the broker has the record
	 */
	default CompletableFuture<RecordMetadata> send(@Nullable T payload) {
		return message(payload).send();
	}

	/**
	 * Send a payload with a key.
	 * @param key the key, or {@code null} for none
	 * @param payload the payload, or {@code null} for a tombstone
	 * @return completed when the broker has the record
	 */
	default CompletableFuture<RecordMetadata> send(@Nullable Object key, @Nullable T payload) {
		return message(payload).key(key).send();
	}

	/**
	 * Send a message. Its headers {@code kafka_messageKey}, {@code kafka_partitionId} and
	 * {@code kafka_timestamp} are key, partition and timestamp of the record; other
	 * headers of the framework are not sent.
	 * @param message the message
	 * @return completed when the broker has the record
	 */
	CompletableFuture<RecordMetadata> send(Message<T> message);

	/**
	 * Begin a message.
	 * @param payload the payload, or {@code null} for a tombstone
	 * @return a builder, for use by one thread
	 */
	Outbound message(@Nullable T payload);

	/**
	 * A message that is about to be sent.
	 */
	interface Outbound {

		/**
		 * Set the key.
		 * @param key the key, or {@code null} for none
		 * @return this
		 */
		Outbound key(@Nullable Object key);

		/**
		 * Add a header. Text, numbers and the like are sent as text in UTF-8, bytes as
		 * they are.
		 * @param name the name
		 * @param value the value, or {@code null} to send none
		 * @return this
		 */
		Outbound header(String name, @Nullable Object value);

		/**
		 * Set the value of a parameter of the channel's address, which is part of the
		 * name of the topic.
		 * @param name the name between the braces
		 * @param value text, a number or the like, or {@code null} for what the record
		 * itself or the document says
		 * @return this
		 */
		Outbound parameter(String name, @Nullable Object value);

		/**
		 * Set the partition.
		 * @param partition the partition, from 0, or {@code null} to leave it to Kafka
		 * @return this
		 */
		Outbound partition(@Nullable Integer partition);

		/**
		 * Set the timestamp.
		 * @param timestamp milliseconds since 1970, or {@code null} for now
		 * @return this
		 */
		Outbound timestamp(@Nullable Long timestamp);

		/**
		 * Send the message.
		 * @return completed when the broker has the record
		 */
		CompletableFuture<RecordMetadata> send();

	}

}

package io.github.asyncapikafka.kafka;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a {@link ChannelProducer} interface that sends a message to a
 * channel. One parameter is the payload, without annotation or with {@code @Payload};
 * {@link Key @Key} marks the key, {@code @Header} headers,
 * {@link ChannelParameter @ChannelParameter} values of the channel's address. A method
 * that returns {@code void} waits until the broker has the record, for at most
 * {@code delivery.timeout.ms}, and throws {@code KafkaException} if it does not; a
 * {@code CompletableFuture<RecordMetadata>} is returned when the record is on its way.
 * Both wait up to {@code max.block.ms} for a broker that is not known yet.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Send {

	/**
	 * The id of the channel.
	 * @return the channel's key in the document
	 */
	String value();

	/**
	 * The id of the operation, needed if the channel has several that send this message.
	 * @return the operation's id, or empty
	 */
	String operation() default "";

}

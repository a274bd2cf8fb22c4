package io.github.asyncapikafka.kafka;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which message a class stands for. Without it, the simple name of the class does,
 * without regard to case and punctuation.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ChannelMessage {

	/**
	 * The message.
	 * @return the ids or the names of one or more messages; {@code channel/id} where
	 * channels have different messages of one id
	 */
	String[] value();

}

package io.github.asyncapikafka.kafka;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method parameter that has the value of a parameter of the channel's address. It
 * leaves the address open, unless configuration gives the value: a
 * {@link ChannelListener @ChannelListener} method receives from all topics that the
 * address can be and gets the value of each record, in a list where it takes batches; a
 * {@link Send @Send} method sends to the topic that the value makes of the address.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ChannelParameter {

	/**
	 * The name of the address's parameter.
	 * @return the name between the braces, or empty if it is that of the method's
	 * parameter
	 */
	String value() default "";

}

package io.github.asyncapikafka.kafka;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose {@link Send @Send} methods send messages. The application's
 * packages are searched for it; {@link ImportChannelProducers} names others. Each
 * interface becomes a bean.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ChannelProducer {

}

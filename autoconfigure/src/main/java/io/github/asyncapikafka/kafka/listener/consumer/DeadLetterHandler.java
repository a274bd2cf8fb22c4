package io.github.asyncapikafka.kafka.listener.consumer;

import java.lang.reflect.Method;

/**
 * A method that takes the dead letters of Spring Kafka's retry topics.
 *
 * @param method the method
 * @param implementation the class of its bean
 */
public record DeadLetterHandler(Method method, Class<?> implementation) {

}

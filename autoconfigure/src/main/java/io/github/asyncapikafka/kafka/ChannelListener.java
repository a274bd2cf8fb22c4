package io.github.asyncapikafka.kafka;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Marks a method, or a class with {@code @KafkaHandler} methods, that receives what
 * arrives on a channel of the contract. Topic, consumer group, client id and
 * deserializers come from the contract, everything else from {@code spring.kafka} and
 * from the attributes, which mean what they mean on {@link KafkaListener}. The id of the
 * listener container is the id of the operation.
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@KafkaListener
public @interface ChannelListener {

	/**
	 * The id of the channel.
	 * @return the channel's key in the document
	 */
	String value();

	/**
	 * The id of the operation, needed if the channel has several that receive.
	 * @return the operation's id, or empty
	 */
	String operation() default "";

	/**
	 * The consumer group, before any other place that names one. It has to satisfy the
	 * contract's schema of the group id.
	 * @return the group, a placeholder or an expression
	 */
	@AliasFor(annotation = KafkaListener.class)
	String groupId() default "";

	/**
	 * The client id, before any other place that names one.
	 * @return the client id, a placeholder or an expression
	 */
	@AliasFor(annotation = KafkaListener.class)
	String clientIdPrefix() default "";

	/**
	 * The name of the group of containers.
	 * @return see {@link KafkaListener#containerGroup()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String containerGroup() default "";

	/**
	 * The bean that handles exceptions of the method.
	 * @return see {@link KafkaListener#errorHandler()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String errorHandler() default "";

	/**
	 * The name under which expressions see the listener.
	 * @return see {@link KafkaListener#beanRef()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String beanRef() default "__listener";

	/**
	 * The number of consumer threads.
	 * @return see {@link KafkaListener#concurrency()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String concurrency() default "";

	/**
	 * Whether the container starts with the application.
	 * @return see {@link KafkaListener#autoStartup()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String autoStartup() default "";

	/**
	 * Further consumer properties. What the contract decides cannot be among them.
	 * @return see {@link KafkaListener#properties()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String[] properties() default {};

	/**
	 * Whether an iterable that is returned becomes several records.
	 * @return see {@link KafkaListener#splitIterables()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	boolean splitIterables() default true;

	/**
	 * The bean that converts messages by content type.
	 * @return see {@link KafkaListener#contentTypeConverter()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String contentTypeConverter() default "";

	/**
	 * Whether the method takes batches.
	 * @return see {@link KafkaListener#batch()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String batch() default "";

	/**
	 * The bean that filters records.
	 * @return see {@link KafkaListener#filter()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String filter() default "";

	/**
	 * Static information that is added to records as a header.
	 * @return see {@link KafkaListener#info()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String info() default "";

	/**
	 * The bean that adjusts the container.
	 * @return see {@link KafkaListener#containerPostProcessor()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String containerPostProcessor() default "";

	/**
	 * The acknowledgment mode of the container.
	 * @return see {@link KafkaListener#ackMode()}
	 */
	@AliasFor(annotation = KafkaListener.class)
	String ackMode() default "";

}

package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.kafka.address.ListenerDestination;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * One {@code @ChannelListener} with its operation. The getters are called from the
 * expressions in the attributes of {@code @KafkaListener}; what they return is not
 * evaluated again.
 */
public final class ListenerEndpoint
		implements ContainerPostProcessor<Object, Object, AbstractMessageListenerContainer<Object, Object>> {

	private static final String UNRESOLVED = "asyncapi-kafka-unresolved";

	private final ChannelListeners listeners;

	private final AnnotatedElement element;

	private final Class<?> implementation;

	private final DeclaredEndpoint declared;

	private final @Nullable KafkaOperation operation;

	private final @Nullable KafkaDestination destination;

	private final @Nullable HandledMessages handled;

	private final @Nullable BeanReference containerPostProcessor;

	private final @Nullable BeanReference contentTypeConverter;

	/**
	 * Create an instance.
	 * @param declared what the code declares
	 * @param operation the operation, or {@code null} if the listener cannot run
	 * @param handled which messages it takes, or {@code null} likewise
	 */
	ListenerEndpoint(ChannelListeners listeners, AnnotatedElement element, Class<?> implementation,
			DeclaredEndpoint declared, @Nullable KafkaOperation operation, @Nullable HandledMessages handled,
			ListenerAttributes attributes) {
		this.listeners = listeners;
		this.element = element;
		this.implementation = implementation;
		this.declared = declared;
		this.operation = operation;
		this.handled = handled;
		this.destination = declared.destination();
		this.containerPostProcessor = attributes.reference(ListenerAttributes.CONTAINER_POST_PROCESSOR);
		this.contentTypeConverter = attributes.reference(ListenerAttributes.CONTENT_TYPE_CONVERTER);
	}

	/**
	 * Return the id of the container.
	 * @return the operation's id in printable form, with a number for a further listener
	 * of the operation
	 */
	public String getId() {
		if (this.operation == null) {
			return UNRESOLVED + "-" + this.element;
		}
		long before = this.listeners.endpoints().countBefore(this);
		return Printable.escape(this.operation.id()) + ((before > 0) ? "-" + (before + 1) : "");
	}

	/**
	 * Return the topic.
	 * @return the name of the topic, unless it is a pattern
	 */
	public String getTopic() {
		return (this.destination != null) ? this.destination.name() : UNRESOLVED;
	}

	/**
	 * Return the pattern of the topics.
	 * @return the pattern if parameters of the address are open
	 */
	public Pattern getTopicPattern() {
		return Objects.requireNonNull(this.destination).pattern();
	}

	/**
	 * Return the consumer group.
	 * @return the group that no annotation names
	 */
	public String getGroupId() {
		return (this.operation != null && this.operation.groupId() != null) ? this.operation.groupId().value()
				: UNRESOLVED;
	}

	/**
	 * Return the client id.
	 * @return the contract's client id, or {@code null} to leave it to Spring Kafka
	 */
	public @Nullable String getClientId() {
		return (this.operation != null && this.operation.clientId() != null) ? this.operation.clientId().value() : null;
	}

	/**
	 * Return the container factory.
	 * @return a factory that resolves its beans when the containers are created
	 */
	public ConcurrentKafkaListenerContainerFactory<Object, Object> getContainerFactory() {
		return this.listeners.containerFactory();
	}

	/**
	 * Return what adjusts the container.
	 * @return this
	 */
	public ContainerPostProcessor<?, ?, ?> getContainerPostProcessor() {
		return this;
	}

	@Override
	public void postProcess(AbstractMessageListenerContainer<Object, Object> container) {
		if (this.operation == null || this.destination == null) {
			return;
		}
		new ContainerSetup(this.listeners, this, this.operation, this.destination).applyTo(container);
	}

	@Nullable KafkaDestination destination() {
		return this.destination;
	}

	boolean isOpen() {
		return this.destination != null && this.destination.isOpen();
	}

	/**
	 * Return whether the listener is, or has, a method, which may be declared by an
	 * interface.
	 */
	boolean isMethod(Method method) {
		return this.handled != null && this.handled.handlers()
			.methods()
			.stream()
			.anyMatch((own) -> own.getName().equals(method.getName())
					&& Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
	}

	/**
	 * Return whether Spring Kafka's retry topics take what the listener cannot handle.
	 */
	boolean hasRetryTopics() {
		return this.destination != null
				&& ListenerDestination.hasRetryTopics(this.listeners.beanFactory(), this.element, this.destination);
	}

	String effectiveGroupId() {
		return (this.declared.groupId() != null) ? this.declared.groupId() : getGroupId();
	}

	DeclaredEndpoint declared() {
		return this.declared;
	}

	AnnotatedElement element() {
		return this.element;
	}

	Class<?> implementation() {
		return this.implementation;
	}

	/**
	 * Return what of the application adjusts the container, or {@code null}.
	 */
	@Nullable BeanReference containerPostProcessor() {
		return this.containerPostProcessor;
	}

	/**
	 * Return what converts payloads by their content type, or {@code null}.
	 */
	@Nullable BeanReference contentTypeConverter() {
		return this.contentTypeConverter;
	}

	@Nullable KafkaOperation operation() {
		return this.operation;
	}

	/**
	 * Return whether it receives for an operation of the document.
	 */
	boolean serves(KafkaOperation operation) {
		return this.operation != null && this.operation.parts().contains(operation);
	}

	/**
	 * Return which messages it takes, or {@code null} if it cannot run.
	 */
	@Nullable HandledMessages handled() {
		return this.handled;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ListenerEndpoint endpoint && endpoint.element.equals(this.element);
	}

	@Override
	public int hashCode() {
		return this.element.hashCode();
	}

}

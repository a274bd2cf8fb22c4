package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler.DeclaredHeader;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.address.ListenerDestination;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoders;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import io.github.asyncapikafka.kafka.message.HandlerTypes;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.util.ClassUtils;

/**
 * Reads one {@link ChannelListener}: what it declares, and whether it can run.
 */
final class EndpointReader {

	private final ChannelListeners listeners;

	private final KafkaContract contract;

	private final ConfigurableListableBeanFactory beanFactory;

	private final RecordDecoders decoders;

	private final Problems problems;

	/**
	 * Create an instance.
	 * @param listeners all listeners
	 * @param contract the contract
	 * @param problems where everything is added that prevents a listener from running and
	 * that is no disagreement with the contract
	 */
	EndpointReader(ChannelListeners listeners, KafkaContract contract, Problems problems) {
		this.listeners = listeners;
		this.contract = contract;
		this.beanFactory = listeners.beanFactory();
		this.decoders = listeners.decoders();
		this.problems = problems;
	}

	ListenerEndpoint read(MergedAnnotation<ChannelListener> annotation, AnnotatedElement element,
			ListenerAttributes attributes) {
		String name = name(element);
		Class<?> implementation = implementation(element);
		String channelId = annotation.getString("value");
		OperationMatch match = match(channelId, annotation.getString("operation"), element, attributes, name);
		KafkaOperation operation = match.joined();
		String batch = attributes.text(ListenerAttributes.BATCH);
		HandledMessages handled = (operation != null) ? this.decoders.handled(operation, element, implementation, batch)
				: null;
		KafkaDestination destination = (operation != null && handled != null)
				? destination(operation, element, handled, name, attributes) : null;
		String group = attributes.resolved(ListenerAttributes.GROUP_ID);
		List<String> mistakes = (handled != null) ? handled.mistakes() : List.of();
		boolean runs = destination != null && mistakes.isEmpty()
				&& (group != null || (operation != null && operation.groupId() != null));
		HandlerTypes types = (handled != null) ? handled.handlers()
				: this.decoders.types(element, implementation, batch);
		DeclaredEndpoint declared = new DeclaredEndpoint(Action.RECEIVE, name, channelId, match, group,
				this.listeners.concurrency(attributes), runs ? destination : null,
				new DeclaredHandlers(types, hasMessages(operation) ? handled : null).of(element, implementation, name),
				mistakes);
		return new ListenerEndpoint(this.listeners, element, implementation, declared, runs ? operation : null,
				runs ? handled : null, attributes);
	}

	/**
	 * Return the operation of a listener; a class can have several, whose messages it
	 * tells apart.
	 */
	private OperationMatch match(String channelId, String operationId, AnnotatedElement element,
			ListenerAttributes attributes, String name) {
		return (operationId.isEmpty() && element instanceof Class<?>)
				? this.contract.matchTogether(channelId, attributes.text(ListenerAttributes.GROUP_ID) != null, name)
				: this.contract.match(Action.RECEIVE, channelId, operationId, name);
	}

	private static boolean hasMessages(@Nullable KafkaOperation operation) {
		return operation != null && !operation.messages().isEmpty();
	}

	/**
	 * Return what a listener subscribes to, or {@code null} if something is wrong that no
	 * comparison with the contract would report, or with the parameters of the address.
	 */
	private @Nullable KafkaDestination destination(KafkaOperation operation, AnnotatedElement element,
			HandledMessages handled, String name, ListenerAttributes attributes) {
		Problems found = new Problems();
		KafkaDestination destination = new ListenerDestination(this.contract, this.beanFactory).of(operation, element,
				name, attributes.isExpression(ListenerAttributes.GROUP_ID) ? null
						: attributes.resolved(ListenerAttributes.GROUP_ID),
				found);
		found.addAll(this.contract.serverProblems());
		checkAttributes(operation, attributes, handled.handlers().asynchronous(), name, found);
		checkBatch(operation, handled.handlers(), name, found);
		if (handled.handlers().batch()) {
			checkHeaders(operation, handled.handlers(), implementation(element), name, found);
		}
		if (operation.messages().stream().allMatch((message) -> message.payload() != null)) {
			this.decoders.check(operation, handled, name, found);
		}
		this.problems.addAll(found.toList());
		return found.isEmpty() ? destination : null;
	}

	/**
	 * Check what the annotation says of what the contract decides. Expressions are
	 * checked when the container is created: they may need the listener.
	 */
	private static void checkAttributes(KafkaOperation operation, ListenerAttributes attributes, boolean asynchronous,
			String name, Problems found) {
		if (!attributes.isExpression(ListenerAttributes.GROUP_ID)) {
			String groupId = attributes.resolved(ListenerAttributes.GROUP_ID);
			operation.parts().forEach((part) -> part.ids().groupId(groupId, name, found));
		}
		Stream
			.concat(Stream.of(ListenerAttributes.CONTAINER_POST_PROCESSOR, ListenerAttributes.CONTENT_TYPE_CONVERTER),
					asynchronous ? Stream.of(ListenerAttributes.ERROR_HANDLER) : Stream.empty())
			.filter(attributes::refersToListener)
			.forEach((attribute) -> found.add(operation.location(),
					"The attribute '" + attribute + "' of " + name + " refers to the listener itself.",
					"Refer to another bean."));
		String clientId = attributes.resolved(ListenerAttributes.CLIENT_ID);
		if (clientId != null && !attributes.isExpression(ListenerAttributes.CLIENT_ID)) {
			operation.ids().checkClientId(clientId, name, found);
		}
	}

	/**
	 * Check that a batch is done when the method returns. Spring Kafka acknowledges what
	 * fails later.
	 */
	private static void checkBatch(KafkaOperation operation, HandlerTypes handlers, String name, Problems found) {
		if (handlers.batch() && handlers.asynchronous()) {
			found.add(operation.location(),
					name + " takes batches and is asynchronous: a batch that fails after the method has returned could "
							+ "neither be tried again nor become dead letters.",
					"Wait for the result in the method and return nothing, or take single records.");
		}
	}

	/**
	 * Check that methods for batches need no header of single records.
	 */
	private static void checkHeaders(KafkaOperation operation, HandlerTypes handlers, Class<?> implementation,
			String name, Problems found) {
		handlers.methods()
			.stream()
			.flatMap((method) -> DeclaredHandlers.headers(method, implementation).stream())
			.filter(DeclaredHeader::required)
			.forEach((header) -> found.add(operation.location(),
					name + " takes batches, which have no header " + Printable.quote(header.name())
							+ ": only the records in them have it.",
					"Take a List of Message or ConsumerRecord, whose headers are there, or single records."));
	}

	/**
	 * Return the class of the listener bean: what a method of a generic superclass takes
	 * shows only there.
	 */
	private Class<?> implementation(AnnotatedElement element) {
		Class<?> declaring = (element instanceof Method method) ? method.getDeclaringClass() : (Class<?>) element;
		if (declaring.getTypeParameters().length == 0) {
			return declaring;
		}
		List<Class<?>> types = new ArrayList<>();
		for (String name : this.beanFactory.getBeanNamesForType(declaring, true, false)) {
			Class<?> type = this.beanFactory.getType(name, false);
			if (type != null) {
				types.add(ClassUtils.getUserClass(type));
			}
		}
		return (types.size() == 1) ? types.get(0) : declaring;
	}

	static String name(AnnotatedElement element) {
		if (element instanceof Method method) {
			return ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
		}
		return (element instanceof Class<?> type) ? ClassUtils.getShortName(type) : element.toString();
	}

}

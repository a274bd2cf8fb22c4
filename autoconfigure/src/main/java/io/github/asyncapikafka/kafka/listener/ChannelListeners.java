package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.address.ListenerDestination;
import io.github.asyncapikafka.kafka.address.Reader;
import io.github.asyncapikafka.kafka.address.Subscription;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import io.github.asyncapikafka.kafka.progress.ContainersProgress;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.KafkaListenerAnnotationBeanPostProcessor.AnnotationEnhancer;
import org.springframework.util.ClassUtils;

/**
 * The listeners of the application. Writes references to itself, and never text of the
 * document, into the attributes of {@link KafkaListener}, because Spring Kafka evaluates
 * them. What is wrong with a listener is kept until all listeners are known.
 */
public final class ChannelListeners implements AnnotationEnhancer {

	/**
	 * The name of the bean, to which the attributes refer.
	 */
	public static final String BEAN_NAME = "asyncApiChannelListeners";

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<KafkaContract> contract;

	private final RecordDecoders decoders;

	private final ObjectProvider<ViolationReports> reports;

	private final ObjectProvider<DeadLetters> deadLetters;

	private final ObjectProvider<ContainersProgress> progress;

	private final LazyContainerFactory containerFactory;

	private final List<ListenerEndpoint> endpoints = new CopyOnWriteArrayList<>();

	private final Problems problems = new Problems();

	/**
	 * Create an instance.
	 * @param beanFactory evaluates what the application's annotations refer to
	 * @param contract the contract
	 * @param decoders creates what decodes records
	 * @param reports where refused records are reported
	 * @param deadLetters decides what becomes of them
	 * @param progress watches how far containers come
	 */
	public ChannelListeners(ConfigurableListableBeanFactory beanFactory, ObjectProvider<KafkaContract> contract,
			RecordDecoders decoders, ObjectProvider<ViolationReports> reports, ObjectProvider<DeadLetters> deadLetters,
			ObjectProvider<ContainersProgress> progress) {
		this.beanFactory = beanFactory;
		this.contract = contract;
		this.decoders = decoders;
		this.reports = reports;
		this.deadLetters = deadLetters;
		this.progress = progress;
		this.containerFactory = new LazyContainerFactory(beanFactory);
	}

	@Override
	public synchronized Map<String, Object> apply(Map<String, Object> attributes, AnnotatedElement annotated) {
		AnnotatedElement element = (annotated instanceof Method method) ? BridgeMethodResolver.findBridgedMethod(method)
				: annotated;
		MergedAnnotations annotations = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotation<ChannelListener> annotation = annotations.get(ChannelListener.class);
		if (!annotation.isPresent() || isDirectKafkaListener(annotations, element)) {
			return attributes;
		}
		ListenerAttributes listener = new ListenerAttributes(attributes, this.beanFactory);
		ListenerEndpoint endpoint = endpoint(annotation, element, listener);
		int index = this.endpoints.indexOf(endpoint);
		if (index < 0) {
			index = this.endpoints.size();
			this.endpoints.add(endpoint);
		}
		listener.fillIn(BEAN_NAME, index, endpoint.operation() != null, endpoint.isOpen());
		return attributes;
	}

	/**
	 * Return whether the nearest annotation is a {@link KafkaListener} of its own, beside
	 * the {@link ChannelListener}.
	 */
	private boolean isDirectKafkaListener(MergedAnnotations annotations, AnnotatedElement element) {
		MergedAnnotation<KafkaListener> nearest = annotations.get(KafkaListener.class);
		if (nearest.getMetaTypes().contains(ChannelListener.class)) {
			return false;
		}
		this.problems.add(null, name(element) + " has @KafkaListener beside @ChannelListener.", "Keep one of them.");
		return true;
	}

	private ListenerEndpoint endpoint(MergedAnnotation<ChannelListener> annotation, AnnotatedElement element,
			ListenerAttributes attributes) {
		String name = name(element);
		Class<?> implementation = implementation(element);
		Problems found = new Problems();
		KafkaContract contract = this.contract.getObject();
		KafkaOperation operation = null;
		KafkaDestination destination = null;
		HandledMessages handled = null;
		try {
			String group = attributes.isExpression(ListenerAttributes.GROUP_ID) ? null
					: attributes.resolved(ListenerAttributes.GROUP_ID);
			operation = operation(contract, annotation, element, attributes, name);
			destination = new ListenerDestination(contract, this.beanFactory).of(operation, element, name, group,
					found);
			found.addAll(contract.serverProblems());
			checkAttributes(operation, attributes, name, found);
			handled = this.decoders.handled(operation, element, implementation,
					attributes.text(ListenerAttributes.BATCH));
			if (operation.messages().stream().allMatch((message) -> message.payload() != null)) {
				this.decoders.check(operation, handled, name, found);
			}
		}
		catch (InvalidContractException ex) {
			found.addAll(ex.getProblems());
		}
		this.problems.addAll(found.toList());
		return new ListenerEndpoint(this, element, implementation, found.isEmpty() ? operation : null,
				found.isEmpty() ? destination : null, found.isEmpty() ? handled : null, attributes);
	}

	/**
	 * Return the operation of a listener; a class can have several, whose messages it
	 * tells apart.
	 */
	private static KafkaOperation operation(KafkaContract contract, MergedAnnotation<ChannelListener> annotation,
			AnnotatedElement element, ListenerAttributes attributes, String name) {
		String channelId = annotation.getString("value");
		String operationId = annotation.getString("operation");
		return (operationId.isEmpty() && element instanceof Class<?>)
				? contract.receivingTogether(channelId, attributes.text(ListenerAttributes.GROUP_ID) != null, name)
				: contract.receiving(channelId, operationId, name);
	}

	/**
	 * Check what the annotation says of what the contract decides. Expressions are
	 * checked when the container is created: they may need the listener.
	 */
	private static void checkAttributes(KafkaOperation operation, ListenerAttributes attributes, String name,
			Problems found) {
		if (!attributes.isExpression(ListenerAttributes.GROUP_ID)) {
			String groupId = attributes.resolved(ListenerAttributes.GROUP_ID);
			operation.parts().forEach((part) -> part.groupId(groupId, name, found));
		}
		Stream.of(ListenerAttributes.CONTAINER_POST_PROCESSOR, ListenerAttributes.CONTENT_TYPE_CONVERTER)
			.filter(attributes::refersToListener)
			.forEach((attribute) -> found.add(operation.location(),
					"The attribute '" + attribute + "' of " + name + " refers to the listener itself.",
					"Refer to another bean."));
		String clientId = attributes.resolved(ListenerAttributes.CLIENT_ID);
		if (clientId != null && !attributes.isExpression(ListenerAttributes.CLIENT_ID)) {
			operation.checkClientId(clientId, name, found);
		}
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

	private static String name(AnnotatedElement element) {
		if (element instanceof Method method) {
			return ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
		}
		return (element instanceof Class<?> type) ? ClassUtils.getShortName(type) : element.toString();
	}

	/**
	 * Return an endpoint; the attributes refer to it by its index.
	 * @param index the index
	 * @return the endpoint
	 */
	public ListenerEndpoint get(int index) {
		return this.endpoints.get(index);
	}

	/**
	 * Return what is wrong with the listeners that are known, each for itself and
	 * together.
	 * @return the problems
	 */
	public List<Problem> getProblems() {
		Problems all = new Problems();
		all.addAll(this.problems.toList());
		Reader.check(this.endpoints.stream().flatMap((endpoint) -> reader(endpoint).stream()).toList(), all);
		return all.toList();
	}

	/**
	 * Return the listeners of an operation.
	 * @param operation the operation
	 * @return the names of their methods or classes with their consumer groups, empty if
	 * there are none
	 */
	public Map<String, String> groupsByElement(KafkaOperation operation) {
		Map<String, String> groups = new LinkedHashMap<>();
		this.endpoints.stream()
			.filter((endpoint) -> endpoint.serves(operation))
			.forEach((endpoint) -> groups.put(name(endpoint.element()), endpoint.effectiveGroupId()));
		return groups;
	}

	/**
	 * Return the listeners of an operation as those that read topics.
	 * @param operation the operation
	 * @return the readers, empty if there are none
	 */
	public List<Reader> readers(KafkaOperation operation) {
		return this.endpoints.stream()
			.filter((endpoint) -> endpoint.serves(operation))
			.flatMap((endpoint) -> reader(endpoint).stream())
			.toList();
	}

	/**
	 * Return what the listeners of an operation take.
	 * @param operation the operation
	 * @return messages and types by the names of their methods or classes, empty if there
	 * are no listeners
	 */
	public Map<String, HandledMessages> handled(KafkaOperation operation) {
		Map<String, HandledMessages> handled = new LinkedHashMap<>();
		this.endpoints.stream().filter((endpoint) -> endpoint.serves(operation)).forEach((endpoint) -> {
			if (endpoint.handled() != null) {
				handled.put(name(endpoint.element()), endpoint.handled());
			}
		});
		return handled;
	}

	private static Optional<Reader> reader(ListenerEndpoint endpoint) {
		KafkaOperation operation = endpoint.operation();
		KafkaDestination destination = endpoint.destination();
		return (operation != null && destination != null)
				? Optional.of(new Reader(name(endpoint.element()), destination, endpoint.effectiveGroupId(),
						ListenerDestination.hasRetryTopics(endpoint.element()), operation.location()))
				: Optional.empty();
	}

	/**
	 * Return what the listeners subscribe to.
	 * @return the subscriptions of those that can be used
	 */
	public List<Subscription> subscriptions() {
		List<Subscription> subscriptions = new ArrayList<>();
		this.endpoints.forEach((endpoint) -> {
			KafkaDestination destination = endpoint.destination();
			if (destination != null) {
				subscriptions.add(new Subscription(endpoint.element(), destination, endpoint.effectiveGroupId()));
			}
		});
		return subscriptions;
	}

	/**
	 * Return the number of listeners that were there before another one of the same
	 * operation.
	 */
	long countBefore(ListenerEndpoint endpoint) {
		return this.endpoints.stream()
			.takeWhile((other) -> other != endpoint)
			.filter((other) -> endpoint.operation() != null && other.operation() != null
					&& other.operation().id().equals(endpoint.operation().id()))
			.count();
	}

	/**
	 * Return the listeners that share a client id of the contract.
	 */
	List<ListenerEndpoint> endpointsWithClientId(String clientId) {
		return this.endpoints.stream().filter((endpoint) -> clientId.equals(endpoint.getClientId())).toList();
	}

	ConfigurableListableBeanFactory beanFactory() {
		return this.beanFactory;
	}

	RecordDecoders decoders() {
		return this.decoders;
	}

	ViolationReports reports() {
		return this.reports.getObject();
	}

	DeadLetters deadLetters() {
		return this.deadLetters.getObject();
	}

	ContainersProgress progress() {
		return this.progress.getObject();
	}

	/**
	 * Return what the consumers of all listeners are configured with.
	 */
	Map<String, Object> consumerConfiguration() {
		return this.decoders.consumerConfiguration();
	}

	LazyContainerFactory containerFactory() {
		return this.containerFactory;
	}

}

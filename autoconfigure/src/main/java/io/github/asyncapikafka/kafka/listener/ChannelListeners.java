package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.inspection.PlainAccess;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoders;
import io.github.asyncapikafka.kafka.progress.ContainersProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.KafkaListenerAnnotationBeanPostProcessor.AnnotationEnhancer;

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

	private final Supplier<@Nullable Integer> concurrency;

	private final LazyContainerFactory containerFactory;

	private final ListenerEndpoints endpoints = new ListenerEndpoints();

	private final List<PlainAccess> plain = new CopyOnWriteArrayList<>();

	private final Problems problems = new Problems();

	/**
	 * Create an instance.
	 * @param beanFactory evaluates what the application's annotations refer to
	 * @param contract the contract
	 * @param decoders creates what decodes records
	 * @param reports where refused records are reported
	 * @param deadLetters decides what becomes of them
	 * @param progress watches how far containers come
	 * @param concurrency the number of threads of listeners that say nothing else, or
	 * {@code null} if it is not known
	 */
	public ChannelListeners(ConfigurableListableBeanFactory beanFactory, ObjectProvider<KafkaContract> contract,
			RecordDecoders decoders, ObjectProvider<ViolationReports> reports, ObjectProvider<DeadLetters> deadLetters,
			ObjectProvider<ContainersProgress> progress, Supplier<@Nullable Integer> concurrency) {
		this.beanFactory = beanFactory;
		this.contract = contract;
		this.decoders = decoders;
		this.reports = reports;
		this.deadLetters = deadLetters;
		this.progress = progress;
		this.concurrency = concurrency;
		this.containerFactory = new LazyContainerFactory(beanFactory);
	}

	@Override
	public synchronized Map<String, Object> apply(Map<String, Object> attributes, AnnotatedElement annotated) {
		AnnotatedElement element = (annotated instanceof Method method) ? BridgeMethodResolver.findBridgedMethod(method)
				: annotated;
		MergedAnnotations annotations = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotation<ChannelListener> annotation = annotations.get(ChannelListener.class);
		ListenerAttributes listener = new ListenerAttributes(attributes, this.beanFactory);
		if (!annotation.isPresent()) {
			this.plain.add(listener.plain(EndpointReader.name(element)));
			return attributes;
		}
		if (isDirectKafkaListener(annotations, element)) {
			return attributes;
		}
		ListenerEndpoint endpoint = new EndpointReader(this, this.contract.getObject(), this.problems).read(annotation,
				element, listener);
		listener.fillIn(BEAN_NAME, this.endpoints.add(endpoint), endpoint.operation() != null, endpoint.isOpen(),
				endpoint.isAsynchronous());
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
		this.problems.add(null, EndpointReader.name(element) + " has @KafkaListener beside @ChannelListener.",
				"Keep one of them.");
		return true;
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
	 * Return what is wrong with the listeners, each for itself, but for where they
	 * disagree with the contract. Their beans have to be there.
	 * @return the problems
	 */
	public List<Problem> getProblems() {
		Problems found = new Problems();
		found.addAll(this.problems.toList());
		this.endpoints.checkTypes(decoders(), found);
		return found.toList();
	}

	/**
	 * Return the listeners of channels.
	 * @return those that are known by now
	 */
	public ListenerEndpoints endpoints() {
		return this.endpoints;
	}

	/**
	 * Return the listeners of topics that do not go through the contract.
	 * @return the plain listeners
	 */
	public List<PlainAccess> plain() {
		return List.copyOf(this.plain);
	}

	/**
	 * Return the number of threads of a listener, or {@code null} if it is not known.
	 */
	@Nullable Integer concurrency(ListenerAttributes attributes) {
		Integer annotated = attributes.concurrency();
		return (annotated != null || attributes.statesConcurrency()) ? annotated : this.concurrency.get();
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

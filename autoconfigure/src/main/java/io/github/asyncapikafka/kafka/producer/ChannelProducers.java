package io.github.asyncapikafka.kafka.producer;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.kafka.ChannelProducerFactoryBean;
import io.github.asyncapikafka.kafka.ProducerInvoker;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The producer interfaces of the application.
 */
public final class ChannelProducers implements ProducerInvoker {

	private final DefaultChannelTemplates templates;

	private final Map<Class<?>, ProducerMethods> methods = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param templates sends for the interfaces
	 */
	public ChannelProducers(DefaultChannelTemplates templates) {
		this.templates = templates;
	}

	@Override
	public @Nullable Object invoke(Class<?> producerInterface, Method method, @Nullable Object @Nullable [] arguments) {
		return methods(producerInterface).get(method).invoke(arguments);
	}

	private ProducerMethods methods(Class<?> producerInterface) {
		return this.methods.computeIfAbsent(producerInterface, (type) -> new ProducerMethods(type, this.templates));
	}

	/**
	 * Read the interfaces that are beans.
	 * @param beanFactory has the beans
	 */
	public void read(ListableBeanFactory beanFactory) {
		beanFactory.getBeansOfType(ChannelProducerFactoryBean.class, true, false)
			.values()
			.forEach((factoryBean) -> methods(factoryBean.getObjectType()));
	}

	/**
	 * Return what is wrong with the interfaces that are known, but for where they
	 * disagree with the contract.
	 * @return the problems
	 */
	public List<Problem> getProblems() {
		Problems problems = new Problems();
		this.methods.values().forEach((methods) -> problems.addAll(methods.problems()));
		return problems.toList();
	}

	/**
	 * Return what the methods of the interfaces that are known declare.
	 * @return the methods that send
	 */
	public List<DeclaredEndpoint> declared() {
		return this.methods.values().stream().flatMap((methods) -> methods.declared().stream()).toList();
	}

	/**
	 * Return why nothing can be sent.
	 * @return the problems
	 */
	public List<Problem> getConnectionProblems() {
		return this.templates.producerTemplates().getProblems();
	}

	/**
	 * Return the operations that are sent for without values of the address, each to one
	 * topic.
	 * @return the operations
	 */
	public Set<KafkaOperation> ofOneTopic() {
		return this.methods.values()
			.stream()
			.flatMap((methods) -> methods.usable().stream())
			.flatMap((method) -> method.operations().stream().filter(method::isOfOneTopic))
			.collect(Collectors.toSet());
	}

	/**
	 * Return the names of the methods that send for each operation.
	 * @return the names by operation
	 */
	public Map<KafkaOperation, List<String>> elements() {
		Map<KafkaOperation, List<String>> elements = new LinkedHashMap<>();
		this.methods.values()
			.forEach((methods) -> methods.usable()
				.forEach((method) -> method.operations()
					.forEach((operation) -> elements.computeIfAbsent(operation, (key) -> new ArrayList<>())
						.add(method.name()))));
		return elements;
	}

}

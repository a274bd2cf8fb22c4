package io.github.asyncapikafka.kafka.producer;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.ProblemsException;
import io.github.asyncapikafka.kafka.ChannelProducerFactoryBean;
import io.github.asyncapikafka.kafka.ProducerInvoker;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The producer interfaces of the application.
 */
public final class ChannelProducers implements ProducerInvoker {

	private final DefaultChannelTemplates templates;

	private final Map<Class<?>, Map<Method, SendMethod>> methods = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param templates sends for the interfaces
	 */
	public ChannelProducers(DefaultChannelTemplates templates) {
		this.templates = templates;
	}

	@Override
	public @Nullable Object invoke(Class<?> producerInterface, Method method, @Nullable Object @Nullable [] arguments) {
		return Objects.requireNonNull(methods(producerInterface).get(method)).invoke(arguments);
	}

	/**
	 * Return the methods of an interface.
	 * @throws InvalidContractException with everything that is wrong with them
	 */
	private Map<Method, SendMethod> methods(Class<?> producerInterface) {
		return this.methods.computeIfAbsent(producerInterface, this::read);
	}

	private Map<Method, SendMethod> read(Class<?> producerInterface) {
		Map<Method, SendMethod> result = new HashMap<>();
		Problems problems = new Problems();
		for (Method method : producerInterface.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				try {
					result.put(method, SendMethod.of(method, this.templates));
				}
				catch (ProblemsException ex) {
					problems.addAll(ex.getProblems());
				}
			}
		}
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		return result;
	}

	/**
	 * Return what is wrong with the interfaces that are beans.
	 * @param beanFactory has the beans
	 * @return the problems
	 */
	public List<Problem> getProblems(ListableBeanFactory beanFactory) {
		Problems problems = new Problems();
		beanFactory.getBeansOfType(ChannelProducerFactoryBean.class, true, false).values().forEach((factoryBean) -> {
			try {
				methods(factoryBean.getObjectType());
			}
			catch (ProblemsException ex) {
				problems.addAll(ex.getProblems());
			}
		});
		return problems.toList();
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
			.flatMap((methods) -> methods.values().stream())
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
			.forEach((methods) -> methods.values()
				.forEach((method) -> method.operations()
					.forEach((operation) -> elements.computeIfAbsent(operation, (key) -> new ArrayList<>())
						.add(method.name()))));
		return elements;
	}

}

package io.github.asyncapikafka.kafka;

import java.util.Collection;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds producer interfaces and registers a bean for each.
 */
public final class ChannelProducerScanner {

	private final BeanDefinitionRegistry registry;

	private final ResourceLoader resourceLoader;

	private final InterfaceProvider provider;

	/**
	 * Create an instance.
	 * @param registry takes the bean definitions
	 * @param environment decides on conditions of the interfaces
	 * @param resourceLoader finds the classes
	 */
	public ChannelProducerScanner(BeanDefinitionRegistry registry, Environment environment,
			ResourceLoader resourceLoader) {
		this.registry = registry;
		this.resourceLoader = resourceLoader;
		this.provider = new InterfaceProvider(environment);
		this.provider.setResourceLoader(resourceLoader);
	}

	/**
	 * Register the interfaces of some packages.
	 * @param packages the names of the packages
	 */
	public void scan(Collection<String> packages) {
		for (String name : packages) {
			for (BeanDefinition candidate : this.provider.findCandidateComponents(name)) {
				register(ClassUtils.resolveClassName(String.valueOf(candidate.getBeanClassName()),
						this.resourceLoader.getClassLoader()));
			}
		}
	}

	/**
	 * Register an interface, unless it is registered already.
	 * @param producerInterface the interface
	 */
	void register(Class<?> producerInterface) {
		String name = ClassUtils.getShortNameAsProperty(producerInterface);
		if (this.registry.containsBeanDefinition(name) && !isFor(name, producerInterface)) {
			name = producerInterface.getName();
		}
		if (!this.registry.containsBeanDefinition(name)) {
			RootBeanDefinition definition = new RootBeanDefinition(ChannelProducerFactoryBean.class);
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, producerInterface);
			definition.setTargetType(
					ResolvableType.forClassWithGenerics(ChannelProducerFactoryBean.class, producerInterface));
			definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, producerInterface);
			this.registry.registerBeanDefinition(name, definition);
		}
	}

	private boolean isFor(String name, Class<?> producerInterface) {
		return producerInterface
			.equals(this.registry.getBeanDefinition(name).getAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE));
	}

	/**
	 * Finds interfaces, which are no candidates for components otherwise.
	 */
	private static final class InterfaceProvider extends ClassPathScanningCandidateComponentProvider {

		InterfaceProvider(Environment environment) {
			super(false, environment);
			addIncludeFilter(new AnnotationTypeFilter(ChannelProducer.class));
		}

		@Override
		protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
			return definition.getMetadata().isInterface() && definition.getMetadata().isIndependent();
		}

	}

}

package io.github.asyncapikafka.kafka;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Creates the proxy of a producer interface. The contract is looked at with the first
 * call, or at the end of the start-up, whichever comes first.
 *
 * @param <T> the interface
 */
public final class ChannelProducerFactoryBean<T> implements FactoryBean<T>, BeanFactoryAware, BeanNameAware {

	/**
	 * The name of the bean that has the producers. It is destroyed after the proxies and
	 * what uses them.
	 */
	public static final String SENDER_BEAN_NAME = "asyncApiProducerTemplates";

	private final Class<T> producerInterface;

	private @Nullable BeanFactory beanFactory;

	private @Nullable String beanName;

	/**
	 * Create an instance.
	 * @param producerInterface the interface
	 */
	public ChannelProducerFactoryBean(Class<T> producerInterface) {
		this.producerInterface = producerInterface;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setBeanName(String name) {
		this.beanName = name;
	}

	@Override
	public T getObject() {
		BeanFactory factory = Objects.requireNonNull(this.beanFactory, "'beanFactory' must be set");
		if (factory instanceof ConfigurableBeanFactory configurable && this.beanName != null) {
			configurable.registerDependentBean(SENDER_BEAN_NAME, this.beanName);
		}
		InvocationHandler handler = new ProducerInvocationHandler(this.producerInterface,
				SingletonSupplier.of(() -> factory.getBean(ProducerInvoker.class)));
		Object proxy = Proxy.newProxyInstance(this.producerInterface.getClassLoader(),
				new Class<?>[] { this.producerInterface }, handler);
		return this.producerInterface.cast(proxy);
	}

	@Override
	public Class<T> getObjectType() {
		return this.producerInterface;
	}

	/**
	 * Calls the method that a proxy's method stands for.
	 */
	private record ProducerInvocationHandler(Class<?> producerInterface,
			SingletonSupplier<ProducerInvoker> invoker) implements InvocationHandler {

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			if (ReflectionUtils.isEqualsMethod(method)) {
				return proxy == Objects.requireNonNull(arguments)[0];
			}
			if (ReflectionUtils.isHashCodeMethod(method)) {
				return System.identityHashCode(proxy);
			}
			if (ReflectionUtils.isToStringMethod(method)) {
				return "Channel producer " + this.producerInterface.getName();
			}
			if (method.isDefault()) {
				return invokeDefault(proxy, method, arguments);
			}
			return this.invoker.obtain().invoke(this.producerInterface, method, arguments);
		}

		/**
		 * Call a default method with the access of its interface, which need not be
		 * public.
		 */
		private static @Nullable Object invokeDefault(Object proxy, Method method,
				@Nullable Object @Nullable [] arguments) throws Throwable {
			Class<?> declaring = method.getDeclaringClass();
			MethodHandle handle = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
				.unreflectSpecial(method, declaring)
				.bindTo(proxy);
			return (arguments != null) ? handle.invokeWithArguments(arguments) : handle.invoke();
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.Message;
import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.References;
import io.github.asyncapikafka.autoconfigure.document.DocumentLocation;
import io.github.asyncapikafka.autoconfigure.document.ProcessedOperations;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.listener.ListenerEndpoint;
import io.github.asyncapikafka.model.AsyncApi;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * Records the operations of the document at build time, and makes the document and what
 * expressions call available to a native image.
 */
class ContractAotProcessor implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(KafkaContract.class, true, false).length == 0) {
			return null;
		}
		Environment environment = beanFactory.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME,
				Environment.class);
		Resource resource = DocumentLocation.find(environment,
				new DefaultResourceLoader(beanFactory.getBeanClassLoader()));
		if (resource == null) {
			return null;
		}
		Binder binder = Binder.get(environment);
		References references = binder.bind("asyncapi-kafka.references", References.class).orElse(References.NONE);
		List<String> servers = binder.bind("asyncapi-kafka.servers", Bindable.listOf(String.class)).orElse(List.of());
		AsyncApiDocumentLoader loader = DocumentLoaders.configure(AsyncApiDocumentLoader.lenient(), references)
			.forServers(servers);
		Map<String, Message> messages = binder
			.bind("asyncapi-kafka.messages", Bindable.mapOf(String.class, Message.class))
			.orElse(Map.of());
		List<Class<?>> types = new ArrayList<>();
		messages.values().forEach((message) -> {
			if (message.type() != null && ClassUtils.isPresent(message.type(), beanFactory.getBeanClassLoader())) {
				types.add(ClassUtils.resolveClassName(message.type(), beanFactory.getBeanClassLoader()));
			}
		});
		return new Contribution(resource, loader.load(resource), types);
	}

	/**
	 * What is generated for a document.
	 *
	 * @param resource where the document is
	 * @param asyncApi the document
	 * @param types the classes that configuration names for payloads
	 */
	private record Contribution(Resource resource, AsyncApi asyncApi,
			List<Class<?>> types) implements BeanFactoryInitializationAotContribution {

		@Override
		public void applyTo(GenerationContext generationContext, BeanFactoryInitializationCode code) {
			generationContext.getGeneratedFiles()
				.addResourceFile(ProcessedOperations.RESOURCE,
						ProcessedOperations.write(this.asyncApi.operations().keySet()));
			RuntimeHints hints = generationContext.getRuntimeHints();
			hints.resources().registerPattern(ProcessedOperations.RESOURCE);
			if (this.resource instanceof ClassPathResource classPathResource) {
				hints.resources().registerPattern(classPathResource.getPath());
			}
			this.asyncApi.files()
				.stream()
				.filter((file) -> file.startsWith(ResourceLoader.CLASSPATH_URL_PREFIX))
				.map((file) -> file.substring(ResourceLoader.CLASSPATH_URL_PREFIX.length()))
				.forEach(hints.resources()::registerPattern);
			new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(),
					this.types.toArray(Type[]::new));
			hints.reflection()
				.registerType(ChannelListeners.class, MemberCategory.INVOKE_PUBLIC_METHODS)
				.registerType(ListenerEndpoint.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		}

	}

}

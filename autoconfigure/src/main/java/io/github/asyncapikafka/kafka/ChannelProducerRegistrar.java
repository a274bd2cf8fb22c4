package io.github.asyncapikafka.kafka;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers what {@link ImportChannelProducers} names.
 */
final class ChannelProducerRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	ChannelProducerRegistrar(Environment environment, ResourceLoader resourceLoader) {
		this.environment = environment;
		this.resourceLoader = resourceLoader;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		MergedAnnotation<ImportChannelProducers> annotation = metadata.getAnnotations()
			.get(ImportChannelProducers.class);
		ChannelProducerScanner scanner = new ChannelProducerScanner(registry, this.environment, this.resourceLoader);
		Class<?>[] types = annotation.getClassArray("value");
		Set<String> packages = new LinkedHashSet<>(List.of(annotation.getStringArray("basePackages")));
		Arrays.stream(annotation.getClassArray("basePackageClasses")).map(Class::getPackageName).forEach(packages::add);
		if (types.length == 0 && packages.isEmpty()) {
			packages.add(ClassUtils.getPackageName(metadata.getClassName()));
		}
		Arrays.stream(types).forEach(scanner::register);
		scanner.scan(packages);
	}

}

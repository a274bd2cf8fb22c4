package io.github.asyncapikafka.autoconfigure.failure;

import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;

/**
 * Explains why a producer interface or {@link ChannelTemplates} is no bean, before Spring
 * Boot says only that it is none.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingProducerFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		ResolvableType missing = cause.getResolvableType();
		Class<?> type = (missing != null) ? missing.resolve() : null;
		if (type == null || !(type == ChannelTemplates.class
				|| AnnotatedElementUtils.hasAnnotation(type, ChannelProducer.class))) {
			return null;
		}
		return new FailureAnalysis(
				"There is no bean of type " + type.getName()
						+ ", because no AsyncAPI document was loaded or the interface is "
						+ "outside of the packages of the application.",
				MissingDocument.ACTION + " @ImportChannelProducers names interfaces in other packages.", cause);
	}

}

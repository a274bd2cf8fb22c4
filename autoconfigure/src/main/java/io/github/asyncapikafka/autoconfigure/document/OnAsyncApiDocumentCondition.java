package io.github.asyncapikafka.autoconfigure.document;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.io.Resource;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if there is an AsyncAPI document, or its location is configured.
 */
public final class OnAsyncApiDocumentCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("AsyncAPI document");
		if (StringUtils.hasText(context.getEnvironment().getProperty(DocumentLocation.PROPERTY))) {
			return ConditionOutcome.match(message.foundExactly("property '" + DocumentLocation.PROPERTY + "'"));
		}
		Resource resource = DocumentLocation.find(context.getEnvironment(), context.getResourceLoader());
		if (resource == null) {
			return ConditionOutcome.noMatch(message.didNotFind("resource", "resources")
				.items(DocumentLocation.DEFAULT_NAMES.stream().map((name) -> "classpath:" + name).toList()));
		}
		return ConditionOutcome.match(message.found("resource").items(resource.getDescription()));
	}

}

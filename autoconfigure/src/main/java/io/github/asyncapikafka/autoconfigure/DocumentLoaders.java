package io.github.asyncapikafka.autoconfigure;

import java.util.List;

import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.Mapping;
import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.References;
import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;

import org.springframework.util.StringUtils;

/**
 * Prepares loaders of documents as configuration says.
 */
final class DocumentLoaders {

	private DocumentLoaders() {
	}

	static AsyncApiDocumentLoader configure(AsyncApiDocumentLoader loader, References references) {
		AsyncApiDocumentLoader configured = loader.withReferenceRoots(references.roots().toArray(String[]::new))
			.withAllowedHosts(references.allowedHosts().toArray(String[]::new));
		int index = 0;
		for (Mapping mapping : references.mappings()) {
			if (!StringUtils.hasText(mapping.prefix()) || !StringUtils.hasText(mapping.location())) {
				throw new InvalidContractException(List.of(new Problem(null,
						"'asyncapi-kafka.references.mappings[" + index + "]' lacks its prefix or its location.",
						"Set both.")));
			}
			configured = configured.withReferenceMapping(mapping.prefix(), mapping.location());
			index++;
		}
		return configured;
	}

}

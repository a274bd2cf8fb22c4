package io.github.asyncapikafka;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;
import io.github.asyncapikafka.model.AsyncApi;

/**
 * Documents that stand beside the assertions of a test. They are all called
 * {@code asyncapi.yaml} or {@code asyncapi.json}.
 */
public final class TestDocuments {

	private TestDocuments() {
	}

	public static Resource yaml(String content) {
		return resource("asyncapi.yaml", content.getBytes(StandardCharsets.UTF_8));
	}

	public static Resource json(String content) {
		return resource("asyncapi.json", content.getBytes(StandardCharsets.UTF_8));
	}

	public static Resource resource(String name, byte[] content) {
		return new ByteArrayResource(content) {

			@Override
			public String getFilename() {
				return name;
			}

		};
	}

	/**
	 * Load a YAML document that is beyond reproach.
	 */
	public static AsyncApi load(String yaml) {
		return AsyncApiDocumentLoader.strict().load(yaml(yaml));
	}

	/**
	 * Return what is wrong with a YAML document in strict reading, one line each.
	 */
	public static List<String> problemsOf(String yaml) {
		return problemsOf(AsyncApiDocumentLoader.strict(), yaml(yaml));
	}

	/**
	 * Return what is wrong with a document, one line each.
	 */
	public static List<String> problemsOf(AsyncApiDocumentLoader loader, Resource resource) {
		try {
			loader.load(resource);
			return List.of();
		}
		catch (InvalidAsyncApiDocumentException ex) {
			return lines(ex.getProblems());
		}
	}

	/**
	 * Return what is questionable in a YAML document in lenient reading, one line each.
	 */
	public static List<String> warningsOf(String yaml) {
		return lines(AsyncApiDocumentLoader.lenient().load(yaml(yaml)).warnings());
	}

	public static List<String> lines(List<Problem> problems) {
		return problems.stream().map(Problem::toString).toList();
	}

}

package io.github.asyncapikafka.autoconfigure.document;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;

import org.springframework.aot.AotDetector;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * The operations that an application was processed with ahead of time. Beans and hints
 * are made for them, so they cannot change at run time.
 */
public final class ProcessedOperations {

	/**
	 * The resource of the class path that has them.
	 */
	public static final String RESOURCE = "META-INF/asyncapi-kafka/operations";

	private ProcessedOperations() {
	}

	/**
	 * Return the content of the resource.
	 * @param operationIds the ids of the operations
	 * @return an encoded id on each line
	 */
	public static String write(Collection<String> operationIds) {
		return operationIds.stream()
			.sorted()
			.map((id) -> URLEncoder.encode(id, StandardCharsets.UTF_8) + "\n")
			.collect(Collectors.joining());
	}

	/**
	 * Check that a contract has the operations that the application was processed with.
	 * @param contract the contract
	 * @param resourceLoader has the class path
	 * @throws InvalidContractException if it has others
	 */
	public static void verify(KafkaContract contract, ResourceLoader resourceLoader) {
		Resource resource = resourceLoader.getResource("classpath:" + RESOURCE);
		if (!AotDetector.useGeneratedArtifacts() || !resource.exists()) {
			return;
		}
		Set<String> added = new TreeSet<>(contract.operations().keySet());
		Set<String> removed = new TreeSet<>(read(resource));
		Set<String> processed = Set.copyOf(removed);
		removed.removeAll(added);
		added.removeAll(processed);
		if (!added.isEmpty() || !removed.isEmpty()) {
			throw new InvalidContractException(List.of(new Problem(contract.location(),
					"The document has other operations than when the application was processed ahead of time:"
							+ list(" added ", added) + list(added.isEmpty() ? " removed " : ", removed ", removed)
							+ ".",
					"Build the application again with this document, or start it with the document of its build.")));
		}
	}

	private static Set<String> read(Resource resource) {
		try {
			return resource.getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.map((line) -> URLDecoder.decode(line, StandardCharsets.UTF_8))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot read " + RESOURCE, ex);
		}
	}

	private static String list(String prefix, Set<String> ids) {
		return ids.isEmpty() ? "" : prefix + String.join(", ", ids.stream().map(Printable::quote).toList());
	}

}

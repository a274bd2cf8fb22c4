package io.github.asyncapikafka.document.tree;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.TooManyProblemsException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads the text of a document into a tree, whose places are those of the text.
 */
public final class NodeReader {

	/** How many values a document may have, together with the files it refers to. */
	public static final int MAX_NODES = Bounds.MAX_NODES;

	private static final int MAX_SYNTAX_PROBLEMS = 1_000;

	/** One level more than is read, because the parser's own refusal has no place. */
	private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(Bounds.MAX_DEPTH + 1)
		.build();

	private static final TokenStreamFactory YAML = YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();

	private static final TokenStreamFactory JSON = JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

	private NodeReader() {
	}

	/**
	 * Read a document.
	 * @param resource what the document is called
	 * @param content the text; whether it is JSON or YAML shows in the text
	 * @param nodes the number of values that were read before, which is increased
	 * @param problems where everything wrong is added
	 * @return the tree, or {@code null} if there is none
	 */
	public static @Nullable Node read(String resource, String content, AtomicInteger nodes, Problems problems) {
		if (content.stripLeading().startsWith("{")) {
			Problems json = new Problems(MAX_SYNTAX_PROBLEMS);
			int before = nodes.get();
			Node node = read(JSON, resource, content, nodes, json);
			if (node != null || resource.endsWith(".json")) {
				problems.addAll(json.toList());
				return node;
			}
			nodes.set(before);
		}
		return read(YAML, resource, content, nodes, problems);
	}

	private static @Nullable Node read(TokenStreamFactory factory, String resource, String content, AtomicInteger nodes,
			Problems problems) {
		try {
			return compose(factory, resource, content, new Bounds(nodes), problems);
		}
		catch (JacksonException ex) {
			TokenStreamLocation at = ex.getLocation();
			Location location = (at != null) ? new Location(resource, "", at.getLineNr(), at.getColumnNr())
					: new Location(resource, "", 1, 1);
			problems.add(SyntaxErrors.problem(location, ex.getOriginalMessage()));
			return null;
		}
		catch (RefusedException ex) {
			problems.add(ex.problem());
			return null;
		}
		catch (TooManyProblemsException ex) {
			return null;
		}
	}

	private static @Nullable Node compose(TokenStreamFactory factory, String resource, String content, Bounds bounds,
			Problems problems) {
		if (factory == YAML) {
			LongWords.refuse(resource, content);
		}
		try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), content)) {
			Tokens tokens = new Tokens(resource, parser, content, bounds);
			Node node = new NodeComposer(tokens, bounds, problems).document();
			if (node == null) {
				problems.add(new Location(resource, "", 1, 1), "The document is empty.",
						"Write an AsyncAPI document into it.");
			}
			return node;
		}
	}

}

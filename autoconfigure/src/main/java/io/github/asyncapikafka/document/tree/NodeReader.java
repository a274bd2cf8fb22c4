package io.github.asyncapikafka.document.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.TooManyProblemsException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Composes the tree from the tokens of a YAML or JSON parser. Jackson's own YAML tree
 * reader turns an alias into text and ignores merge keys; this one resolves both within
 * bounds and refuses duplicate keys and tags.
 */
public final class NodeReader {

	static final int MAX_DEPTH = 100;

	/** How many values a document may have, together with the files it refers to. */
	public static final int MAX_NODES = 200_000;

	/** How many characters the pointers of all values have together. */
	private static final int MAX_POINTER_CHARACTERS = 20_000_000;

	private static final int MAX_WORD = 200_000;

	private static final int MAX_SYNTAX_PROBLEMS = 1_000;

	private static final String MERGE_KEY = "<<";

	private static final String CORE_TAGS = "tag:yaml.org,2002:";

	private static final Set<String> HARMLESS_TAGS = Set.of("!", CORE_TAGS + "str", CORE_TAGS + "int",
			CORE_TAGS + "float", CORE_TAGS + "bool", CORE_TAGS + "null", CORE_TAGS + "map", CORE_TAGS + "seq");

	/** One level more than is read, because the parser's own refusal has no place. */
	private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(MAX_DEPTH + 1)
		.build();

	private static final TokenStreamFactory YAML = YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();

	private static final TokenStreamFactory JSON = JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

	private final String resource;

	private final JsonParser parser;

	private final ScalarAnchors scalarAnchors;

	private final Problems problems;

	private final Map<String, Node> anchors = new HashMap<>();

	private final Map<Node, Integer> sizes = new IdentityHashMap<>();

	private final AtomicInteger nodes;

	private long pointerCharacters;

	private NodeReader(String resource, JsonParser parser, ScalarAnchors scalarAnchors, AtomicInteger nodes,
			Problems problems) {
		this.resource = resource;
		this.parser = parser;
		this.scalarAnchors = scalarAnchors;
		this.nodes = nodes;
		this.problems = problems;
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
		if (refuseLongWord(resource, content, problems)) {
			return null;
		}
		return read(YAML, resource, content, nodes, problems);
	}

	/**
	 * Refuse what the parser takes too long for: its time grows with the square of the
	 * length of a word. A line of comment costs it nothing.
	 */
	private static boolean refuseLongWord(String resource, String content, Problems problems) {
		int start = 0;
		int line = 1;
		int lineStart = 0;
		for (int i = 0; i < content.length(); i++) {
			char c = content.charAt(i);
			if (Character.isWhitespace(c)) {
				start = i + 1;
			}
			if (c == '\n') {
				line++;
				lineStart = i + 1;
			}
			if (i - start >= MAX_WORD && (start != lineStart || content.charAt(start) != '#')) {
				problems.add(new Location(resource, "", line, start - lineStart + 1),
						"A word is longer than " + MAX_WORD + " characters.",
						"Shorten it, or write the document in JSON.");
				return true;
			}
		}
		return false;
	}

	private static @Nullable Node read(TokenStreamFactory factory, String resource, String content, AtomicInteger nodes,
			Problems problems) {
		try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), content)) {
			return new NodeReader(resource, parser, new ScalarAnchors((factory == YAML) ? content : ""), nodes,
					problems)
				.checkedDocument();
		}
		catch (JacksonException ex) {
			TokenStreamLocation at = ex.getLocation();
			Location location = (at != null) ? new Location(resource, "", at.getLineNr(), at.getColumnNr())
					: new Location(resource, "", 1, 1);
			problems.add(SyntaxErrors.problem(location, ex.getOriginalMessage()));
			return null;
		}
		catch (RefusedException ex) {
			problems.add(ex.problem);
			return null;
		}
		catch (TooManyProblemsException ex) {
			return null;
		}
	}

	/**
	 * Read the document where the parser fails to tell its syntax error, which happens
	 * when a character beside it takes two places.
	 */
	private @Nullable Node checkedDocument() {
		try {
			return document();
		}
		catch (IndexOutOfBoundsException ex) {
			throw refuse(here(""), "The document cannot be parsed: there is an error after this place.",
					"Correct the syntax.");
		}
	}

	private @Nullable Node document() {
		JsonToken token = this.parser.nextToken();
		if (token == null) {
			this.problems.add(new Location(this.resource, "", 1, 1), "The document is empty.",
					"Write an AsyncAPI document into it.");
			return null;
		}
		Node node = value(token, "", here(""), 1);
		if (this.parser.nextToken() != null) {
			throw refuse(here(""), "The file holds more than one document.", "Keep one document in each file.");
		}
		return node;
	}

	private Node value(JsonToken token, String pointer, Location location, int depth) {
		refuseDepth(depth, pointer);
		refuseTag(pointer);
		if (this.parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
			return alias(pointer, depth);
		}
		String anchor = anchor(token);
		int before = this.nodes.get();
		count(1, location);
		Node node = switch (token) {
			case START_OBJECT -> mapping(pointer, location, depth);
			case START_ARRAY -> sequence(pointer, location, depth);
			default -> new Node.Scalar(here(pointer), scalar(token, pointer));
		};
		if (anchor != null) {
			this.anchors.put(anchor, node);
			this.sizes.put(node, this.nodes.get() - before);
		}
		return node;
	}

	private void refuseDepth(int depth, String pointer) {
		if (depth > MAX_DEPTH) {
			throw refuse(here(pointer), "The document is nested deeper than " + MAX_DEPTH + " levels.",
					"Use $ref to flatten it.");
		}
	}

	/**
	 * Return the anchor of the current value. The parser knows those of objects and lists
	 * only.
	 */
	private @Nullable String anchor(JsonToken token) {
		if (token.isScalarValue()) {
			return this.scalarAnchors.at(this.parser.currentTokenLocation());
		}
		Object anchor = this.parser.canReadObjectId() ? this.parser.getObjectId() : null;
		return (anchor != null) ? anchor.toString() : null;
	}

	private Node alias(String pointer, int depth) {
		String name = this.parser.getString();
		Node node = this.anchors.get(name);
		if (node == null) {
			throw refuse(here(pointer), "There is no anchor " + Printable.quote(name) + " before this alias.",
					"Define the anchor first; an anchor cannot hold itself.");
		}
		count(this.sizes.getOrDefault(node, 1), here(pointer));
		refuseDepth(depth + height(node), pointer);
		return node;
	}

	private static int height(Node node) {
		Collection<Node> children = (node instanceof Node.Mapping mapping) ? mapping.members().values()
				: (node instanceof Node.Sequence sequence) ? sequence.items() : List.of();
		return children.stream().mapToInt((child) -> 1 + height(child)).max().orElse(0);
	}

	private void count(int added, Location location) {
		if (this.nodes.addAndGet(added) > MAX_NODES) {
			throw refuse(location, "The document has more than " + MAX_NODES + " values.",
					"Split it, and look for aliases that multiply.");
		}
	}

	private Node mapping(String pointer, Location location, int depth) {
		Map<String, Node> members = new LinkedHashMap<>();
		Map<String, Location> keys = new HashMap<>();
		List<Node> merges = new ArrayList<>();
		while (this.parser.nextToken() != JsonToken.END_OBJECT) {
			String name = this.parser.currentName();
			String childPointer = Pointers.append(pointer, name);
			Location key = here(childPointer);
			Node child = value(this.parser.nextToken(), childPointer, key, depth + 1);
			if (MERGE_KEY.equals(name) && this.parser instanceof YAMLParser) {
				merges.add(child);
				continue;
			}
			Location first = keys.putIfAbsent(name, key);
			if (first != null) {
				this.problems.add(key, "The key " + Printable.quote(name) + " is there twice, first at " + first + ".",
						"Remove one of them.");
				continue;
			}
			members.put(name, child);
		}
		merges.forEach((merge) -> merge(merge, members));
		return new Node.Mapping(location, members);
	}

	private void merge(Node merge, Map<String, Node> members) {
		if (merge instanceof Node.Mapping mapping) {
			count(mapping.members().size(), mapping.location());
			mapping.members().forEach(members::putIfAbsent);
		}
		else if (merge instanceof Node.Sequence sequence) {
			sequence.items().forEach((item) -> merge(item, members));
		}
		else {
			this.problems.add(merge.location(), "A merge key needs an object, but has " + merge.kind() + ".",
					"Merge an alias of an object.");
		}
	}

	private Node sequence(String pointer, Location location, int depth) {
		List<Node> items = new ArrayList<>();
		JsonToken token;
		while ((token = this.parser.nextToken()) != JsonToken.END_ARRAY) {
			String childPointer = pointer + "/" + items.size();
			items.add(value(token, childPointer, here(childPointer), depth + 1));
		}
		return new Node.Sequence(location, items);
	}

	private @Nullable Object scalar(JsonToken token, String pointer) {
		return switch (token) {
			case VALUE_STRING -> text(pointer);
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			case VALUE_NULL -> null;
			case VALUE_NUMBER_INT -> integer(pointer);
			case VALUE_NUMBER_FLOAT -> decimal(pointer);
			default -> throw refuse(here(pointer), "This value is not one that JSON knows.",
					"Use an object, a list, a string, a number, a boolean or null.");
		};
	}

	private @Nullable Object text(String pointer) {
		String text = this.parser.getString();
		boolean plain = this.parser instanceof YAMLParser yaml && yaml.getTypeId() == null
				&& this.scalarAnchors.isPlain(this.parser.currentTokenLocation());
		try {
			return plain ? CoreSchema.resolve(text) : text;
		}
		catch (NumberFormatException ex) {
			throw notANumber(pointer);
		}
	}

	private BigInteger integer(String pointer) {
		try {
			return this.parser.getBigIntegerValue();
		}
		catch (NumberFormatException | JacksonException ex) {
			throw notANumber(pointer);
		}
	}

	private BigDecimal decimal(String pointer) {
		try {
			return CoreSchema.bounded(this.parser.getDecimalValue());
		}
		catch (NumberFormatException | JacksonException ex) {
			throw notANumber(pointer);
		}
	}

	private RefusedException notANumber(String pointer) {
		return refuse(here(pointer), "This is not a number that JSON can hold.", "Write a finite number.");
	}

	private void refuseTag(String pointer) {
		Object tag = this.parser.canReadTypeId() ? this.parser.getTypeId() : null;
		if (tag != null && !HARMLESS_TAGS.contains(tag.toString()) && !HARMLESS_TAGS.contains(CORE_TAGS + tag)) {
			throw refuse(here(pointer), "The tag " + Printable.quote(tag.toString()) + " is not allowed.",
					"Remove it: a document is plain data.");
		}
	}

	/**
	 * Return where the parser is. Each value has the keys of all values above it in its
	 * pointer, so these are counted as well.
	 */
	private Location here(String pointer) {
		TokenStreamLocation at = this.parser.currentTokenLocation();
		Location location = new Location(this.resource, pointer, Math.max(1, at.getLineNr()),
				Math.max(1, at.getColumnNr()));
		this.pointerCharacters += pointer.length();
		if (this.pointerCharacters > MAX_POINTER_CHARACTERS) {
			throw refuse(location, "The keys of the document are too long for its depth.", "Use $ref to flatten it.");
		}
		return location;
	}

	private static RefusedException refuse(Location location, String message, String action) {
		return new RefusedException(new Problem(location, message, action));
	}

	/**
	 * Ends the reading of a document that must not be read further.
	 */
	private static final class RefusedException extends RuntimeException {

		private final transient Problem problem;

		RefusedException(Problem problem) {
			super(problem.message(), null, false, false);
			this.problem = problem;
		}

	}

}

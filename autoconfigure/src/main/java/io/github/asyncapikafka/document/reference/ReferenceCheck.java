package io.github.asyncapikafka.document.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.tree.Dialect;
import io.github.asyncapikafka.document.tree.Keywords;
import io.github.asyncapikafka.document.tree.Node;

/**
 * Follows all references of a document. One that leads nowhere is a problem where an
 * operation on a Kafka server needs it, otherwise a warning. A schema of a message that
 * is not fetched is left to those who use the message.
 */
public final class ReferenceCheck {

	private static final int MAX_SIBLINGS = 5;

	private final References references;

	private final Report report;

	private final Node.Mapping root;

	private final boolean version2;

	private final Deque<Step> pending = new ArrayDeque<>();

	private final Set<Node> visited = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Set<List<Problem>> reported = Collections.newSetFromMap(new IdentityHashMap<>());

	/** What is left to those who use the messages. */
	private final Set<Problem> elsewhere = new HashSet<>();

	/** The Reference Objects with ignored members, by file. */
	private final Map<String, List<Node.Mapping>> siblings = new LinkedHashMap<>();

	/**
	 * Create an instance.
	 * @param references what follows references
	 * @param report where everything is told that cannot be followed
	 * @param root the document
	 * @param version2 whether it is of version 2.x
	 */
	public ReferenceCheck(References references, Report report, Node.Mapping root, boolean version2) {
		this.references = references;
		this.report = report;
		this.root = root;
		this.version2 = version2;
	}

	/**
	 * Report what cannot be followed.
	 * @param selected the servers that matter, empty for all Kafka servers
	 */
	public void check(Set<String> selected) {
		NeededNodes needed = new NeededNodes(this.references, this.root, this.version2, selected);
		for (Node operation : needed.operations()) {
			walk(new Step(operation, this.version2 ? "channels" : "operations", true, false, false), true);
		}
		needed.others().forEach((node) -> walk(new Step(node, "", false, false, false), true));
		walk(new Step(this.root, "", false, false, false), false);
		this.siblings.forEach(this::reportSiblings);
	}

	private void walk(Step start, boolean needed) {
		this.pending.add(start);
		while (!this.pending.isEmpty()) {
			Step step = this.pending.remove();
			if (this.visited.add(step.node)) {
				visit(step, needed);
			}
		}
	}

	private void visit(Step step, boolean needed) {
		if (step.node instanceof Node.Sequence sequence) {
			sequence.items()
				.forEach((item) -> this.pending.add(new Step(item, step.key, true, step.schema, step.siblings)));
		}
		if (!(step.node instanceof Node.Mapping mapping)) {
			return;
		}
		if (mapping.reference() == null) {
			members(step, mapping.members());
			return;
		}
		follow(step, mapping, needed);
		Map<String, Node> others = new LinkedHashMap<>(mapping.members());
		others.remove("$ref");
		if ((this.version2 && step.entry && step.key.equals("channels")) || step.siblings || keepsSiblings(mapping)) {
			members(step, others);
		}
		else if (others.keySet().stream().anyMatch((name) -> !name.startsWith("x-"))) {
			this.siblings.computeIfAbsent(mapping.location().resource(), (resource) -> new ArrayList<>()).add(mapping);
		}
	}

	private boolean keepsSiblings(Node.Mapping schema) {
		Dialect dialect = this.references.dialect(schema);
		return dialect != null && Dialect.keepsSiblings(dialect.format());
	}

	private void members(Step step, Map<String, Node> members) {
		boolean siblings = step.siblings || (members.get("schemaFormat") instanceof Node.Scalar format
				&& format.value() instanceof String text && Dialect.keepsSiblings(text));
		boolean named = !step.entry && Keywords.isNamed(step.key);
		members.forEach((name, value) -> {
			if (named) {
				this.pending.add(new Step(value, step.key, true, step.schema, siblings));
			}
			else if (!Keywords.isData(name)) {
				this.pending
					.add(new Step(value, name, false, step.schema || isSchemaOfMessage(step.key, name), siblings));
			}
		});
	}

	private static boolean isSchemaOfMessage(String owner, String member) {
		return member.equals("payload") || member.equals("headers") || (owner.equals("kafka") && member.equals("key"));
	}

	private void follow(Step step, Node.Mapping mapping, boolean needed) {
		if (!needed && this.references.isFetched(mapping)) {
			return;
		}
		Resolution resolution = this.references.follow(mapping);
		if (resolution.elsewhere() != null && needed && step.schema) {
			this.elsewhere.addAll(resolution.problems());
		}
		else {
			report(resolution, needed);
		}
		boolean server = step.key.equals("servers") && step.entry;
		if (resolution.target() != null && !server) {
			this.pending.add(new Step(resolution.target(), step.key, step.entry, step.schema, step.siblings));
		}
	}

	/**
	 * Report the problems, unless that was done: those of a file are the same for all
	 * references into it.
	 */
	private void report(Resolution resolution, boolean needed) {
		if (this.reported.add(resolution.problems())) {
			resolution.problems()
				.stream()
				.filter((problem) -> needed || !this.elsewhere.contains(problem))
				.forEach((problem) -> this.report.add(problem, needed || resolution.bound()));
		}
	}

	private void reportSiblings(String resource, Collection<Node.Mapping> mappings) {
		Location first = mappings.iterator().next().location();
		if (mappings.size() > MAX_SIBLINGS) {
			warn(first,
					mappings.size() + " references of this file have other members beside '$ref', which are ignored; "
							+ "this is the first.",
					"Move them to what the references lead to.");
			return;
		}
		for (Node.Mapping mapping : mappings) {
			String names = mapping.members()
				.keySet()
				.stream()
				.filter((name) -> !name.equals("$ref") && !name.startsWith("x-"))
				.map(Printable::quote)
				.collect(Collectors.joining(", "));
			warn(mapping.location(), "What stands beside '$ref' is ignored: " + names + ".",
					"Move it to what the reference leads to.");
		}
	}

	private void warn(Location location, String message, String action) {
		this.report.add(new Problem(location, message, action), false);
	}

	/**
	 * Takes what is wrong.
	 */
	@FunctionalInterface
	public interface Report {

		/**
		 * Take something wrong.
		 * @param problem what is wrong
		 * @param fatal whether it makes the document unusable
		 */
		void add(Problem problem, boolean fatal);

	}

	/**
	 * A node that is to be looked at.
	 *
	 * @param node the node
	 * @param key the member that it is, or that it is an entry of
	 * @param entry whether it is an entry of a map by names, or of a list
	 * @param schema whether it is a schema of a message, or a part of one
	 * @param siblings whether what stands beside a {@code $ref} counts
	 */
	private record Step(Node node, String key, boolean entry, boolean schema, boolean siblings) {

	}

}

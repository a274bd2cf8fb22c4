package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.document.reference.Resolution;
import io.github.asyncapikafka.document.tree.Dialect;
import io.github.asyncapikafka.document.tree.Keywords;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema together with all that it refers to, so that it stands alone. Every
 * target of a reference becomes one member of {@code $defs}: a schema that contains
 * itself stays finite, and one that is shared is not multiplied.
 */
final class SchemaReader {

	private static final String DEFINITIONS = "$defs";

	/** More than anybody writes, and less than a circle. */
	private static final int MAX_WRAPPERS = 5;

	private final Reading reading;

	SchemaReader(Reading reading) {
		this.reading = reading;
	}

	/**
	 * Read a Schema Object or Multi Format Schema Object.
	 * @param node the schema
	 * @param format the {@code schemaFormat} that is stated beside it, or {@code null}
	 * @return the schema, or {@code null} if a reference leads nowhere
	 */
	@Nullable Schema read(Node node, @Nullable Located<String> format) {
		List<Node.Mapping> wrappers = new ArrayList<>();
		Resolution resolution = unwrapped(node, format, wrappers);
		Located<String> stated = wrappers.isEmpty() ? format
				: new Members(wrappers.get(wrappers.size() - 1), this.reading).located("schemaFormat");
		Node resolved = resolution.target();
		if (resolved == null) {
			return elsewhere(resolution, stated);
		}
		return new Bundle(resolved, (stated != null) ? stated : dialect(resolved)).toSchema();
	}

	/**
	 * Follow references, also the one that can be the schema in a Multi Format Schema
	 * Object, which leads to another such object at times.
	 * @param wrappers gets the objects on the way
	 */
	private Resolution unwrapped(Node node, @Nullable Located<String> format, List<Node.Mapping> wrappers) {
		Resolution resolution = follow(node, format);
		while (resolution.target() instanceof Node.Mapping wrapper && wrapper.get("schemaFormat") != null
				&& wrappers.size() < MAX_WRAPPERS) {
			Node schema = wrapper.get("schema");
			if (schema == null) {
				break;
			}
			wrappers.add(wrapper);
			resolution = follow(schema, new Members(wrapper, this.reading).located("schemaFormat"));
		}
		return resolution;
	}

	/**
	 * Follow a reference as far as nothing that counts stands beside it.
	 */
	private Resolution follow(Node node, @Nullable Located<String> format) {
		Resolution resolution = this.reading.references().follow(node);
		Node current = node;
		while (resolution.target() != null && current instanceof Node.Mapping mapping && mapping.reference() != null) {
			Located<String> stated = (format != null) ? format : dialect(mapping);
			if (mapping.members().size() > 1 && Dialect.keepsSiblings((stated != null) ? stated.value() : null)) {
				return Resolution.to(mapping);
			}
			current = this.reading.references().step(mapping).target();
		}
		return resolution;
	}

	/**
	 * Read data, in which nothing is a reference.
	 * @param node the data, or {@code null}
	 * @return the value as a schema's definition is written
	 */
	@Nullable Object data(@Nullable Node node) {
		return (node != null) ? new Bundle(node, null).value(node, "", true) : null;
	}

	private @Nullable Located<String> dialect(Node schema) {
		Dialect dialect = this.reading.references().dialect(schema);
		return (dialect != null) ? new Located<>(dialect.format(), dialect.location()) : null;
	}

	/**
	 * Return a schema of which only the address is known.
	 */
	private static @Nullable Schema elsewhere(Resolution resolution, @Nullable Located<String> format) {
		Located<String> elsewhere = resolution.elsewhere();
		return (elsewhere != null)
				? new Schema(format, Boolean.TRUE, Map.of("", elsewhere.location()), elsewhere, elsewhere.location())
				: null;
	}

	private final class Bundle {

		private final Node top;

		private final String definitions;

		private final Map<Node, String> names = new IdentityHashMap<>();

		private final Map<Node, String> ownNames = new IdentityHashMap<>();

		private final Map<String, Node> pending = new LinkedHashMap<>();

		private final Map<String, Location> locations = new LinkedHashMap<>();

		private final boolean siblings;

		private final @Nullable Located<String> format;

		private final Hierarchies hierarchies;

		private @Nullable Located<String> elsewhere;

		Bundle(Node top, @Nullable Located<String> format) {
			this.top = top;
			this.format = format;
			String dialect = (format != null) ? format.value() : null;
			this.siblings = Dialect.keepsSiblings(dialect);
			this.hierarchies = new Hierarchies(SchemaReader.this.reading, dialect,
					(mapping) -> target(mapping).target());
			this.definitions = (top instanceof Node.Mapping mapping && mapping.get(DEFINITIONS) != null)
					? "asyncapi" + DEFINITIONS : DEFINITIONS;
		}

		Schema toSchema() {
			Object definition = value(this.top, "", false);
			Map<String, @Nullable Object> bundled = new LinkedHashMap<>();
			while (!this.pending.isEmpty()) {
				String name = this.pending.keySet().iterator().next();
				bundled.put(name, value(Objects.requireNonNull(this.pending.remove(name)),
						"/" + this.definitions + "/" + name, false));
			}
			if (!bundled.isEmpty() && definition instanceof Map<?, ?> members) {
				Map<String, @Nullable Object> whole = new LinkedHashMap<>();
				members.forEach((key, value) -> whole.put((String) key, value));
				whole.put(this.definitions, Collections.unmodifiableMap(bundled));
				definition = Collections.unmodifiableMap(whole);
			}
			return new Schema(this.format, definition, this.locations, this.elsewhere, this.top.location());
		}

		/**
		 * Return a value.
		 * @param data whether {@code $ref} in it is a name like any other
		 */
		private @Nullable Object value(Node node, String pointer, boolean data) {
			if (!SchemaReader.this.reading.repeat(1)) {
				return Boolean.TRUE;
			}
			if (node instanceof Node.Mapping mapping) {
				this.locations.put(pointer, mapping.location());
				if (mapping.reference() != null && !data) {
					return reference(mapping, pointer);
				}
				return object(data ? mapping : this.hierarchies.open(mapping), pointer, data);
			}
			if (node instanceof Node.Sequence sequence) {
				return list(sequence, pointer, data);
			}
			return ((Node.Scalar) node).value();
		}

		private Object reference(Node.Mapping mapping, String pointer) {
			Object reference = reference(target(mapping), mapping);
			if (!this.siblings || mapping.members().size() == 1 || !(reference instanceof Map<?, ?> members)) {
				return reference;
			}
			Map<String, @Nullable Object> result = new LinkedHashMap<>(object(mapping, pointer, false));
			result.put("$ref", members.get("$ref"));
			return Collections.unmodifiableMap(result);
		}

		private Resolution target(Node.Mapping mapping) {
			Resolution whole = this.siblings ? SchemaReader.this.reading.references().follow(mapping)
					: unwrapped(mapping, this.format, new ArrayList<>());
			Node next = (this.siblings && whole.target() != null)
					? SchemaReader.this.reading.references().step(mapping).target() : null;
			return (next != null) ? unwrapped(next, this.format, new ArrayList<>()) : whole;
		}

		private Object reference(Resolution resolution, Node.Mapping mapping) {
			Node target = resolution.target();
			if (target == null) {
				this.elsewhere = (this.elsewhere != null) ? this.elsewhere : resolution.elsewhere();
				return Boolean.TRUE;
			}
			if (target instanceof Node.Mapping base && this.hierarchies.isInherited(mapping, base)) {
				return Map.of("$ref", name(this.ownNames, base, this.hierarchies.own(base)));
			}
			return Map.of("$ref", (target == this.top) ? "#" : name(this.names, target, target));
		}

		private String name(Map<Node, String> names, Node target, Node definition) {
			String name = names.get(target);
			if (name == null) {
				name = "d" + (this.names.size() + this.ownNames.size() + 1);
				names.put(target, name);
				this.pending.put(name, definition);
			}
			return "#/" + this.definitions + "/" + name;
		}

		private Map<String, @Nullable Object> object(Node.Mapping mapping, String pointer, boolean data) {
			Map<String, @Nullable Object> result = new LinkedHashMap<>();
			boolean named = Keywords.isNamed(pointer.substring(pointer.lastIndexOf('/') + 1));
			mapping.members()
				.forEach((name, member) -> result.put(name,
						value(member, Pointers.append(pointer, name), data || (!named && Keywords.isData(name)))));
			return Collections.unmodifiableMap(result);
		}

		private List<@Nullable Object> list(Node.Sequence sequence, String pointer, boolean data) {
			List<@Nullable Object> result = new ArrayList<>();
			for (Node item : sequence.items()) {
				result.add(value(item, pointer + "/" + result.size(), data));
			}
			return Collections.unmodifiableList(result);
		}

	}

}

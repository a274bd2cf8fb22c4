package io.github.asyncapikafka.document.check.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * An object of the specification: the members that it has, those that it must have, and
 * the rules between them.
 */
public final class ObjectType implements Type {

	private final String label;

	private final Map<String, Type> members = new LinkedHashMap<>();

	private final Set<String> required = new TreeSet<>();

	/** Members that the specification does not know, with what becomes of them. */
	private final Map<String, String> tolerated = new LinkedHashMap<>();

	/** Members that came later, with the version that brought them. */
	private final Map<String, String> later = new LinkedHashMap<>();

	private final List<BiConsumer<Node.Mapping, Walk>> rules = new ArrayList<>();

	/** What members of other names have to be. */
	private @Nullable Type others;

	/** The names of the members in a sentence, once somebody asked for it. */
	private @Nullable String known;

	private Predicate<Node.Mapping> patch = (mapping) -> false;

	private ObjectType(String label) {
		this.label = label;
	}

	/**
	 * Begin the description of an object.
	 * @param label what the object is called in a message
	 * @return an object without members
	 */
	public static ObjectType object(String label) {
		return new ObjectType(label);
	}

	public ObjectType member(String name, Type type) {
		this.members.put(name, type);
		return this;
	}

	public ObjectType required(String name, Type type) {
		this.required.add(name);
		return member(name, type);
	}

	/**
	 * Add a member that not every version has.
	 * @param version the version that brought it
	 * @param known whether the version of the document has it
	 * @param name the member
	 * @param type what its value has to be
	 * @return this object
	 */
	public ObjectType since(String version, boolean known, String name, Type type) {
		if (known) {
			return member(name, type);
		}
		this.later.put(name, version);
		return this;
	}

	/**
	 * Add a member that authors write although the specification does not know it.
	 * @param name the member
	 * @param type what its value has to be
	 * @param action what becomes of it, and what to write instead
	 * @return this object
	 */
	public ObjectType tolerate(String name, Type type, String action) {
		this.tolerated.put(name, action);
		this.members.put(name, type);
		return this;
	}

	/**
	 * Allow members of any name.
	 * @param type what their values have to be
	 * @return this object
	 */
	public ObjectType others(Type type) {
		this.others = type;
		return this;
	}

	/**
	 * Allow {@code null} for each member, because the object is merged into another one,
	 * where {@code null} removes the member.
	 */
	public ObjectType patch() {
		this.patch = (mapping) -> true;
		return this;
	}

	/**
	 * Allow {@code null} for each member if the object has traits, into which it is
	 * merged.
	 */
	public ObjectType patchOfTraits() {
		this.patch = (mapping) -> mapping.get("traits") != null;
		return this;
	}

	/**
	 * Add a rule that concerns several members.
	 */
	public ObjectType rule(BiConsumer<Node.Mapping, Walk> rule) {
		this.rules.add(rule);
		return this;
	}

	public String label() {
		return this.label;
	}

	public Set<String> memberNames() {
		Set<String> names = new TreeSet<>(this.members.keySet());
		names.removeAll(this.tolerated.keySet());
		return names;
	}

	public Set<String> requiredNames() {
		return this.required;
	}

	@Override
	public void check(Node node, String name, Walk walk) {
		if (!(node instanceof Node.Mapping mapping)) {
			walk.wrongType(node, name, "an object");
			return;
		}
		if (!this.members.containsKey(ReferenceType.MEMBER) && mapping.get(ReferenceType.MEMBER) != null) {
			if (ReferenceType.isReference(node, walk)) {
				walk.violation(node.location(), Printable.quote(name) + " must not be a reference.",
						"Write the " + this.label + " itself.");
				walk.follow(node, this, name);
			}
			return;
		}
		for (String member : this.required) {
			if (mapping.get(member) == null && !isMisspelt(member, mapping, walk)) {
				walk.violation(mapping.location(), "'" + member + "' is missing.",
						"Add it: the specification requires it.");
			}
		}
		boolean nullable = this.patch.test(mapping);
		mapping.members().forEach((member, value) -> {
			if (!nullable || !Scalars.isNull(value)) {
				member(member, value, walk);
			}
		});
		this.rules.forEach((rule) -> rule.accept(mapping, walk));
	}

	/**
	 * Return whether the object has an unknown member, which is reported, that is meant
	 * for a required one.
	 */
	private boolean isMisspelt(String required, Node.Mapping mapping, Walk walk) {
		return this.others == null && mapping.members()
			.keySet()
			.stream()
			.filter((name) -> !this.members.containsKey(name) && !this.later.containsKey(name))
			.anyMatch((name) -> walk.didYouMean(name, memberNames()).contains(Printable.quote(required)));
	}

	private void member(String name, Node value, Walk walk) {
		if (this.tolerated.containsKey(name)) {
			walk.warning(value.location(), "'" + name + "' is not a member of the " + this.label + ".",
					this.tolerated.get(name));
		}
		Type other = name.startsWith(MapType.EXTENSION_PREFIX) ? Scalars.ANY : this.others;
		Type type = this.members.getOrDefault(name, other);
		if (type == null) {
			unknown(name, value, walk);
		}
		else {
			walk.visit(value, type, name);
		}
	}

	private String known() {
		String sentence = this.known;
		if (sentence == null) {
			sentence = "Known are " + String.join(", ", memberNames()) + ", and extensions that start with 'x-'.";
			this.known = sentence;
		}
		return sentence;
	}

	private void unknown(String name, Node value, Walk walk) {
		String version = this.later.get(name);
		String action = (version != null)
				? "It came with version " + version + ": state a version that has it, or remove it."
				: walk.didYouMean(name, memberNames()) + known();
		walk.violation(value.location(), "The " + this.label + " has no member " + Printable.quote(name) + ".", action);
	}

}

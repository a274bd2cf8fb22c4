package io.github.asyncapikafka.document.check.type;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;

/**
 * A value, or a Reference Object that leads to it.
 *
 * @param target what the value has to be
 * @param required whether the value itself is not allowed
 */
public record ReferenceType(Type target, boolean required) implements Type {

	public static final String MEMBER = "$ref";

	/**
	 * Create a type for what the specification calls "X or Reference Object".
	 */
	public static Type orReference(Type type) {
		return new ReferenceType(type, false);
	}

	/**
	 * Create a type for what has to be a Reference Object.
	 */
	public static Type reference(Type type) {
		return new ReferenceType(type, true);
	}

	@Override
	public void check(Node node, String name, Walk walk) {
		if (isReference(node, walk)) {
			walk.follow(node, this.target, name);
		}
		else if (this.required && !(node instanceof Node.Mapping)) {
			walk.wrongType(node, name, "a reference");
		}
		else {
			if (this.required) {
				walk.violation(node.location(),
						Printable.quote(name) + " must be a reference, but is the object itself.",
						"Write it as '$ref'.");
			}
			walk.visit(node, this.target, name);
		}
	}

	/**
	 * Follow a reference that stands for a whole map or list. The specification allows
	 * one only for what they hold, but all tools resolve it.
	 * @param reference the reference
	 * @param type what the map or list has to be
	 * @param name what it is called in a message
	 * @param parts what its parts are called
	 * @param walk follows the reference
	 */
	static void inPlaceOf(Node reference, Type type, String name, String parts, Walk walk) {
		walk.warning(reference.location(), Printable.quote(name) + " should not be a reference.",
				"It is followed; the specification asks that each of its " + parts + " is one.");
		walk.follow(reference, type, name);
	}

	/**
	 * Return whether the node is a Reference Object, and report one that is malformed.
	 */
	public static boolean isReference(Node node, Walk walk) {
		Node reference = (node instanceof Node.Mapping mapping) ? mapping.get(MEMBER) : null;
		if (reference == null) {
			return false;
		}
		if (!(reference instanceof Node.Scalar scalar && scalar.value() instanceof String)) {
			walk.wrongType(reference, MEMBER, "a string");
			return false;
		}
		return true;
	}

}

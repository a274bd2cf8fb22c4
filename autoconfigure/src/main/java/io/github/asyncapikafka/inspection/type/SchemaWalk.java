package io.github.asyncapikafka.inspection.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.type.mapper.JavaAccess;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.JavaShape;
import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;

/**
 * Walks through a schema and a Java type at the same time.
 *
 * @param <H> the kind of what reads or writes the type
 */
abstract class SchemaWalk<H> {

	private static final int MAX_ALTERNATIVES = 50;

	private final JavaAccess<H> access;

	SchemaWalk(JavaAccess<H> access) {
		this.access = access;
	}

	/**
	 * Compare the properties of a class with those of the schema.
	 */
	abstract void object(SchemaNode node, JavaPart<H> part, Findings findings);

	/**
	 * Compare a type that is a scalar in JSON with a schema of scalars.
	 */
	abstract void scalar(SchemaNode node, JsonType type, JavaPart<H> part, Findings findings);

	final void check(SchemaNode node, JavaPart<H> declared, Findings findings) {
		if (node.isAnything()) {
			return;
		}
		JavaPart<H> part = this.access.unwrap(declared);
		JavaShape shape = this.access.shape(part);
		if (shape == JavaShape.OPAQUE) {
			findings.skip(part.path(), Objects.requireNonNull(this.access.reason(part)));
		}
		if (shape == JavaShape.OPAQUE || shape == JavaShape.ANYTHING || !findings.enter(node, part)) {
			return;
		}
		try {
			compare(node, part, shape, findings);
		}
		finally {
			findings.leave(shape == JavaShape.OBJECT);
		}
	}

	private void compare(SchemaNode node, JavaPart<H> part, JavaShape shape, Findings findings) {
		List<SchemaNode> alternatives = node.alternatives();
		if (alternatives == null) {
			List<JsonType> types = List.copyOf(node.types());
			if (types.size() == 1) {
				compare(node, types.get(0), part, shape, findings);
				return;
			}
			alternatives = types.stream().map(node::withType).toList();
		}
		if (alternatives.size() == 1) {
			compare(alternatives.get(0), part, shape, findings);
		}
		else if (!alternatives.isEmpty() && alternatives.size() <= MAX_ALTERNATIVES) {
			choose(node, alternatives, part, shape, findings);
		}
	}

	/**
	 * Complain only if the type fits none of the alternatives.
	 */
	private void choose(SchemaNode node, List<SchemaNode> alternatives, JavaPart<H> part, JavaShape shape,
			Findings findings) {
		List<Findings> attempts = new ArrayList<>();
		for (SchemaNode alternative : alternatives) {
			Findings attempt = findings.attempt();
			if (attempt.enter(alternative, part)) {
				compare(alternative, part, shape, attempt);
				attempt.leave(false);
			}
			if (!attempt.hasErrors()) {
				return;
			}
			attempts.add(attempt);
		}
		boolean category = attempts.stream().allMatch((attempt) -> attempt.hasOnly(TypeRule.CATEGORY));
		findings.add(category ? TypeRule.CATEGORY : TypeRule.VALUES, node.pointer("oneOf", "anyOf", "type"), part,
				part.described() + ", which fits none of the contract's " + alternatives.size() + " alternatives.",
				"Use a type that fits one of them, or JsonNode for all.");
	}

	private void compare(SchemaNode node, JsonType type, JavaPart<H> part, JavaShape shape, Findings findings) {
		if (type == JsonType.OBJECT && shape == JavaShape.OBJECT) {
			object(node, part, findings);
		}
		else if (type == JsonType.OBJECT && shape == JavaShape.MAP) {
			map(node, part, findings);
		}
		else if (type == JsonType.ARRAY && shape == JavaShape.ARRAY) {
			check(node.items(), this.access.content(part, "[]"), findings);
		}
		else if (type.isScalar() && shape == JavaShape.SCALAR) {
			scalar(node, type, part, findings);
		}
		else if (!this.access.tolerates(node, type, part, shape)) {
			category(node, type, part, findings);
		}
	}

	final void category(SchemaNode node, JsonType type, JavaPart<H> part, Findings findings) {
		findings.add(TypeRule.CATEGORY, node.pointer("type", "properties", "items"), part,
				part.described() + ", but the contract has " + type.described() + " there.", Remedies.category(type));
	}

	private void map(SchemaNode node, JavaPart<H> part, Findings findings) {
		JavaPart<H> content = this.access.content(part, ".*");
		for (String name : node.propertyNames()) {
			check(node.property(name), this.access.content(part, "." + Printable.escape(name)), findings);
		}
		check(node.otherProperties(), content, findings);
		node.patternProperties().forEach((schema) -> check(schema, content, findings));
	}

}

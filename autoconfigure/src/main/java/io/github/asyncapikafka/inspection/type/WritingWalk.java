package io.github.asyncapikafka.inspection.type;

import java.util.Set;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.type.mapper.JavaNames;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.WritingAccess;
import io.github.asyncapikafka.inspection.type.mapper.WrittenProperties;
import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * Finds what stands in the way of writing a Java type as a schema demands.
 */
final class WritingWalk extends SchemaWalk<ValueSerializer<?>> {

	private final WritingAccess access;

	private final WritingScalars scalars;

	WritingWalk(WritingAccess access) {
		super(access);
		this.access = access;
		this.scalars = new WritingScalars(access);
	}

	@Override
	void object(SchemaNode node, JavaPart<ValueSerializer<?>> part, Findings findings) {
		WrittenProperties properties = WrittenProperties.of(part, this.access);
		Set<String> described = node.propertyNames();
		properties.all().forEach((name, property) -> {
			JavaPart<ValueSerializer<?>> member = this.access.member(property,
					part.path() + "." + JavaNames.of(property));
			if (node.isForbidden(name)) {
				forbidden(node, name, property, member, findings);
			}
			else if (described.contains(name) && property.getTypeSerializer() == null) {
				check(node.property(name), member, findings);
			}
		});
		if (!properties.isOpen()) {
			node.required()
				.stream()
				.filter((name) -> !properties.has(name))
				.forEach((name) -> missing(node, name, part, findings));
		}
	}

	private static void forbidden(SchemaNode node, String name, BeanPropertyWriter property,
			JavaPart<ValueSerializer<?>> member, Findings findings) {
		boolean canBeLeftOut = property.willSuppressNulls() && !property.getType().isPrimitive();
		findings
			.add(canBeLeftOut ? TypeRule.FORBIDDEN_UNLESS_NULL : TypeRule.FORBIDDEN_PROPERTY,
					node.pointer("additionalProperties", "properties"), member,
					member.path() + " is written as " + Printable.quote(name)
							+ (canBeLeftOut ? " unless it is null" : "") + ", which the contract forbids.",
					"Remove the property, or leave it out with @JsonIgnore.");
	}

	private static void missing(SchemaNode node, String name, JavaPart<ValueSerializer<?>> part, Findings findings) {
		boolean described = node.propertyNames().contains(name);
		findings.add(TypeRule.MISSING_PROPERTY, described ? node.property(name).pointer() : node.pointer("required"),
				part, part.path() + " does not write " + Printable.quote(name) + ", which the contract requires.",
				"Add the property, or name one so with @JsonProperty.");
	}

	@Override
	void scalar(SchemaNode node, JsonType type, JavaPart<ValueSerializer<?>> part, Findings findings) {
		this.scalars.check(node, type, part, findings, this);
	}

}

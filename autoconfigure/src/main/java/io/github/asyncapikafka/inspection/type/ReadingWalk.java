package io.github.asyncapikafka.inspection.type;

import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.type.mapper.JavaNames;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.ReadProperties;
import io.github.asyncapikafka.inspection.type.mapper.ReadingAccess;
import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;

/**
 * Finds what stands in the way of reading all that a schema allows as a Java type.
 */
final class ReadingWalk extends SchemaWalk<ValueDeserializer<?>> {

	private final ReadingAccess access;

	private final ReadingScalars scalars;

	ReadingWalk(ReadingAccess access) {
		super(access);
		this.access = access;
		this.scalars = new ReadingScalars(access);
	}

	@Override
	void object(SchemaNode node, JavaPart<ValueDeserializer<?>> part, Findings findings) {
		if (!this.access.readsMembers(part)) {
			category(node, JsonType.OBJECT, part, findings);
			return;
		}
		ReadProperties properties = ReadProperties.of((BeanDeserializerBase) part.handler(), this.access.context());
		Set<String> required = node.required();
		for (String name : node.propertyNames()) {
			SettableBeanProperty property = properties.get(name);
			if (property != null) {
				String path = part.path() + "." + JavaNames.of(property);
				JavaPart<ValueDeserializer<?>> member = this.access.member(property, path);
				SchemaNode schema = node.property(name);
				check(schema, member, findings);
				if (schema.isNullable() && refusesNull(property)) {
					findings.add(TypeRule.REQUIRED, schema.pointer("type"), member,
							member.described() + ", which does not take the null that the contract allows.",
							"Use a type that can be null, such as " + boxed(member) + ".");
				}
			}
			else if (properties.refuses(name)) {
				findings.add(TypeRule.UNKNOWN_PROPERTY, node.property(name).pointer(), part,
						part.path() + " cannot be read from an object with the contract's property " + quote(name)
								+ ": the mapper fails on unknown properties.",
						"Add the property, or @JsonIgnoreProperties(ignoreUnknown = true).");
			}
		}
		properties.all()
			.forEach((property, names) -> required(node, property, required.stream().anyMatch(names::contains), part,
					findings));
	}

	private void required(SchemaNode node, SettableBeanProperty property, boolean present,
			JavaPart<ValueDeserializer<?>> part, Findings findings) {
		boolean vague = node.propertyNames().isEmpty() && node.required().isEmpty();
		if (present || vague || !refusesAbsence(property)) {
			return;
		}
		SchemaNode schema = node.property(property.getName());
		JavaPart<ValueDeserializer<?>> member = this.access.member(property,
				part.path() + "." + JavaNames.of(property));
		boolean described = node.propertyNames().contains(property.getName());
		findings.add(TypeRule.REQUIRED, described ? schema.pointer() : node.pointer("properties", "type"), member,
				member.described() + ", which must be present to be read, but the contract "
						+ (described ? "does not require " : "has no ") + quote(property.getName()) + ".",
				described ? "Use a type that can be absent, such as " + boxed(member) + "."
						: "Remove it, or let it be absent.");
	}

	/**
	 * Do what Jackson does where a parameter of a creator is absent.
	 */
	private boolean refusesAbsence(SettableBeanProperty property) {
		DeserializationContext context = this.access.context();
		if (!property.isCreatorProperty() || property.getInjectionDefinition() != null) {
			return false;
		}
		if (property.isRequired() || context.isEnabled(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)) {
			return true;
		}
		try {
			Object absent = property.getNullValueProvider().getAbsentValue(context);
			Object value = (absent != null) ? absent : property.getValueDeserializer().getAbsentValue(context);
			return value == null && context.isEnabled(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
		}
		catch (JacksonException ex) {
			return true;
		}
	}

	private boolean refusesNull(SettableBeanProperty property) {
		DeserializationContext context = this.access.context();
		try {
			Object value = property.getNullValueProvider().getNullValue(context);
			return value == null && property.isCreatorProperty()
					&& context.isEnabled(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
		}
		catch (JacksonException ex) {
			return true;
		}
	}

	@Override
	void scalar(SchemaNode node, JsonType type, JavaPart<ValueDeserializer<?>> part, Findings findings) {
		this.scalars.check(node, type, part, findings);
	}

	private static String boxed(JavaPart<?> part) {
		Class<?> type = part.type().getRawClass();
		return type.isPrimitive()
				? Map.<Class<?>, String>of(int.class, "Integer", char.class, "Character")
					.getOrDefault(type, Character.toUpperCase(type.getName().charAt(0)) + type.getName().substring(1))
				: "Optional";
	}

	private static String quote(String name) {
		return Printable.quote(name);
	}

}

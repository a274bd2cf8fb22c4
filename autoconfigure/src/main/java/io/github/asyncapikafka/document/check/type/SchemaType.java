package io.github.asyncapikafka.document.check.type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.Schema;

import static io.github.asyncapikafka.document.check.type.ListType.list;
import static io.github.asyncapikafka.document.check.type.ListType.nonEmptyList;
import static io.github.asyncapikafka.document.check.type.ListType.uniqueList;
import static io.github.asyncapikafka.document.check.type.MapType.plainMap;

/**
 * A Schema Object: a boolean, or JSON Schema draft 7 with three keywords of AsyncAPI's
 * own. What is no keyword is allowed.
 */
public final class SchemaType implements Type {

	private static final List<String> TYPES = List.of("array", "boolean", "integer", "null", "number", "object",
			"string");

	private static final Type COUNT = Scalars.integer(0, Long.MAX_VALUE, "Correct the number.");

	private final Map<String, Type> keywords = new HashMap<>();

	/**
	 * Create a type for schemas of AsyncAPI.
	 * @param externalDocs what external documentation has to be
	 */
	public SchemaType(Type externalDocs) {
		this();
		texts("discriminator");
		this.keywords.put("deprecated", Scalars.BOOLEAN);
		this.keywords.put("externalDocs", externalDocs);
	}

	private SchemaType() {
		texts("title", "description", "format", "$id", "$schema", "$comment", "contentMediaType", "contentEncoding");
		for (String name : List.of("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum")) {
			this.keywords.put(name, Scalars.NUMBER);
		}
		for (String name : List.of("maxLength", "minLength", "maxItems", "minItems", "maxProperties",
				"minProperties")) {
			this.keywords.put(name, COUNT);
		}
		for (String name : List.of("uniqueItems", "readOnly")) {
			this.keywords.put(name, Scalars.BOOLEAN);
		}
		this.keywords.put("multipleOf", SchemaType::positive);
		this.keywords.put("pattern", EcmaPatterns.TYPE);
		this.keywords.put("enum", new ListType(Scalars.ANY, 1, true));
		this.keywords.put("examples", list(Scalars.ANY));
		this.keywords.put("required", uniqueList(Scalars.STRING));
		this.keywords.put("type", SchemaType::type);
		subschemas();
	}

	/**
	 * Create a type for schemas of JSON Schema draft 7, without the keywords of AsyncAPI.
	 */
	public static SchemaType jsonSchema() {
		return new SchemaType();
	}

	private void texts(String... names) {
		for (String name : names) {
			this.keywords.put(name, Scalars.STRING);
		}
	}

	private void subschemas() {
		for (String name : List.of("additionalItems", "additionalProperties", "contains", "propertyNames", "if", "then",
				"else", "not")) {
			this.keywords.put(name, this);
		}
		Type schemas = plainMap(this);
		for (String name : List.of("properties", "definitions")) {
			this.keywords.put(name, schemas);
		}
		this.keywords.put("patternProperties", EcmaPatterns.keys(schemas));
		Type alternatives = nonEmptyList(this);
		for (String name : List.of("allOf", "anyOf", "oneOf")) {
			this.keywords.put(name, alternatives);
		}
		this.keywords.put("items", listOr(alternatives, this));
		this.keywords.put("dependencies", plainMap(listOr(uniqueList(Scalars.STRING), this)));
	}

	private static Type listOr(Type list, Type other) {
		return (node, name, walk) -> walk.visit(node, (node instanceof Node.Sequence) ? list : other, name);
	}

	private static void positive(Node node, String name, Walk walk) {
		if (!(node instanceof Node.Scalar scalar && scalar.value() instanceof Number number)) {
			walk.wrongType(node, name, "a number");
		}
		else if (number.toString().startsWith("-") || number.doubleValue() == 0) {
			walk.violation(node.location(), "'" + name + "' must be greater than 0, but is " + number + ".",
					"Correct the number.");
		}
	}

	private static void type(Node node, String name, Walk walk) {
		if (node instanceof Node.Sequence) {
			walk.visit(node, TYPE_LIST, name);
		}
		else {
			typeName(node, name, walk);
		}
	}

	private static void typeName(Node node, String name, Walk walk) {
		if (!(node instanceof Node.Scalar scalar && scalar.value() instanceof String text)) {
			walk.wrongType(node, name, "the name of a type");
		}
		else if (!TYPES.contains(text)) {
			walk.violation(node.location(), "There is no schema type " + Printable.quote(text) + ".",
					walk.didYouMean(text, TYPES) + "Known are " + String.join(", ", TYPES) + "."
							+ (Schema.AVRO_TYPES.contains(text)
									? " An Avro schema needs a 'schemaFormat' in its message." : ""));
		}
	}

	private static final Type TYPE_LIST = new ListType(SchemaType::typeName, 1, true);

	/**
	 * A schema of another format. Nothing is known of it but its references.
	 */
	public static final Type OF_OTHER_FORMAT = SchemaType::otherFormat;

	private static void otherFormat(Node node, String name, Walk walk) {
		if (node instanceof Node.Mapping mapping) {
			if (mapping.reference() != null) {
				walk.follow(node, OF_OTHER_FORMAT, name);
			}
			else {
				mapping.members().forEach((member, value) -> walk.visit(value, OF_OTHER_FORMAT, member));
			}
		}
		else if (node instanceof Node.Sequence sequence) {
			sequence.items().forEach((item) -> walk.visit(item, OF_OTHER_FORMAT, name));
		}
	}

	/**
	 * Return whether an object has at least one keyword of a schema.
	 */
	public boolean knowsOneOf(Node.Mapping mapping) {
		return mapping.members()
			.keySet()
			.stream()
			.anyMatch((name) -> this.keywords.containsKey(name) || name.equals("const") || name.equals("default")
					|| name.equals(ReferenceType.MEMBER));
	}

	@Override
	public void check(Node node, String name, Walk walk) {
		if (ReferenceType.isReference(node, walk)) {
			walk.follow(node, this, name);
		}
		else if (node instanceof Node.Mapping && walk.isOfOtherDialect(node)) {
			otherFormat(node, name, walk);
		}
		else if (node instanceof Node.Mapping mapping) {
			mapping.members().forEach((keyword, value) -> {
				Type type = this.keywords.get(keyword);
				if (type != null) {
					walk.visit(value, type, keyword);
				}
			});
		}
		else if (!(node instanceof Node.Scalar scalar && scalar.value() instanceof Boolean)) {
			walk.wrongType(node, name, "a schema");
		}
	}

}

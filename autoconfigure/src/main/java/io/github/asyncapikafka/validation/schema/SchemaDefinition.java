package io.github.asyncapikafka.validation.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.pattern.BoundedRegularExpression;
import org.jspecify.annotations.Nullable;

/**
 * A schema made ready for a validator: without the members that would make it look for
 * schemas elsewhere. Only what stands where a schema can stand is changed; data is left
 * alone.
 */
public final class SchemaDefinition {

	private static final Set<String> REMOVED = Set.of("$schema", "$id", "id", "$anchor", "$dynamicAnchor",
			"$recursiveAnchor");

	private static final Set<String> DYNAMIC = Set.of("$dynamicRef", "$recursiveRef");

	private final Schema schema;

	private final SchemaDialect dialect;

	private final Problems problems = new Problems();

	private @Nullable DynamicReferences references;

	/**
	 * Create an instance.
	 * @param schema the schema
	 * @param dialect the rules that it follows
	 */
	public SchemaDefinition(Schema schema, SchemaDialect dialect) {
		this.dialect = dialect;
		this.schema = schema;
	}

	/**
	 * Return the definition.
	 * @param problems where problems are added: wrong regular expressions and references,
	 * and what the dialect does not have
	 * @return the definition, not to be used if there are problems
	 */
	public Object prepare(Problems problems) {
		Object definition = (this.schema.definition() != null) ? this.schema.definition() : Boolean.TRUE;
		Object prepared = schema(definition, "");
		problems.addAll(this.problems.toList());
		if (this.problems.isEmpty()) {
			new EndlessReferences(this.schema, prepared, this.dialect).check(problems);
		}
		return prepared;
	}

	private Object schema(Object value, String pointer) {
		if (!(value instanceof Map<?, ?> members)) {
			return value;
		}
		checkType(members, pointer);
		Map<String, @Nullable Object> result = new LinkedHashMap<>();
		List<@Nullable Object> references = new ArrayList<>();
		members.forEach((key, member) -> {
			String name = (String) key;
			String child = pointer + "/" + Pointers.escape(name);
			if (DYNAMIC.contains(name) && member instanceof String reference && !this.dialect.isReferenceAlone()) {
				references.add(Map.of("$ref", "#" + dynamic(name, reference, child, pointer)));
			}
			else if (!isRemoved(name, member)) {
				result.put(name, member(name, member, child));
			}
		});
		if (!references.isEmpty()) {
			references.addAll(0, (result.get("allOf") instanceof List<?> list) ? list : List.of());
			result.put("allOf", references);
		}
		return result;
	}

	/**
	 * Return whether a member would make the validator look elsewhere. So would the
	 * {@code discriminator} of OpenAPI, which has no say in what is valid.
	 */
	private static boolean isRemoved(String name, @Nullable Object member) {
		return (REMOVED.contains(name) && (member instanceof String || member instanceof Boolean))
				|| (name.equals("discriminator") && member instanceof Map<?, ?>);
	}

	/**
	 * Find a list of types where the dialect knows {@code nullable} instead.
	 */
	private void checkType(Map<?, ?> members, String pointer) {
		if (this.dialect == SchemaDialect.OPENAPI_3_0
				&& (members.get("type") instanceof List<?> || "null".equals(members.get("type")))) {
			this.problems.add(SchemaParts.location(this.schema, pointer + "/type"),
					"A schema of OpenAPI 3.0 has one 'type', " + "which is not 'null'.",
					"Write 'nullable: true' beside the type.");
		}
	}

	private String dynamic(String keyword, String reference, String child, String pointer) {
		if (this.references == null) {
			this.references = new DynamicReferences(this.schema);
		}
		String target = keyword.equals("$recursiveRef") ? this.references.recursive(pointer)
				: this.references.dynamic(reference);
		if (target == null) {
			this.problems.add(SchemaParts.location(this.schema, child),
					"The reference " + Printable.quote(reference)
							+ " leads to no '$dynamicAnchor', or could lead to several.",
					"Refer to one schema with '$ref'.");
		}
		return (target != null) ? target : "";
	}

	private @Nullable Object member(String name, @Nullable Object value, String pointer) {
		if (SchemaParts.SCHEMAS.contains(name)) {
			return (value instanceof List<?> list) ? schemas(list, pointer) : schemaOrNull(value, pointer);
		}
		if (SchemaParts.SCHEMAS_BY_NAME.contains(name) && value instanceof Map<?, ?> members) {
			return schemasByName(members, pointer, name.equals("patternProperties"));
		}
		if (name.equals("pattern") && value instanceof String pattern) {
			checkPattern(pattern, pointer);
		}
		if (name.equals("$ref") && value instanceof String reference && !resolves(reference)) {
			this.problems.add(SchemaParts.location(this.schema, pointer),
					"The reference " + Printable.quote(reference) + " leads to no part of the schema.", "Correct it.");
		}
		return value;
	}

	private @Nullable Object schemaOrNull(@Nullable Object value, String pointer) {
		return (value != null) ? schema(value, pointer) : null;
	}

	private List<@Nullable Object> schemas(List<?> list, String pointer) {
		List<@Nullable Object> result = new ArrayList<>();
		for (Object entry : list) {
			result.add(schemaOrNull(entry, pointer + "/" + result.size()));
		}
		return result;
	}

	private Map<String, @Nullable Object> schemasByName(Map<?, ?> members, String pointer, boolean patterns) {
		Map<String, @Nullable Object> result = new LinkedHashMap<>();
		members.forEach((key, member) -> {
			String name = (String) key;
			String child = pointer + "/" + Pointers.escape(name);
			if (patterns) {
				checkPattern(name, child);
			}
			result.put(name, schemaOrNull(member, child));
		});
		return result;
	}

	private void checkPattern(String pattern, String pointer) {
		try {
			new BoundedRegularExpression(pattern);
		}
		catch (PatternSyntaxException ex) {
			this.problems.add(SchemaParts.location(this.schema, pointer), "The pattern " + Printable.quote(pattern)
					+ " is no regular expression that Java knows: " + Printable.escape(ex.getDescription()) + ".",
					"Correct the pattern.");
		}
	}

	private boolean resolves(String reference) {
		if (!reference.startsWith("#")) {
			return false;
		}
		Object current = this.schema.definition();
		for (String token : SchemaParts.pointer(reference).split("/", -1)) {
			if (token.isEmpty() && current == this.schema.definition()) {
				continue;
			}
			String name = token.replace("~1", "/").replace("~0", "~");
			if (current instanceof Map<?, ?> members && members.containsKey(name)) {
				current = members.get(name);
			}
			else if (current instanceof List<?> list && name.matches("\\d{1,6}")
					&& Integer.parseInt(name) < list.size()) {
				current = list.get(Integer.parseInt(name));
			}
			else {
				return false;
			}
		}
		return true;
	}

}

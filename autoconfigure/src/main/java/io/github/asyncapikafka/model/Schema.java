package io.github.asyncapikafka.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * A schema (Schema Object or Multi Format Schema Object) that stands alone: what it
 * refers to is part of it, under {@code $defs}, so that a schema that contains itself
 * stays finite.
 *
 * @param format the {@code schemaFormat} that is stated, or {@code null} for the AsyncAPI
 * Schema Object
 * @param definition the schema as {@link Map}, {@link List}, {@link String},
 * {@link Number}, {@link Boolean} and {@code null}, all immutable
 * @param locations the places in the document by JSON pointer into the definition
 * @param elsewhere the remote address of the schema, or of a part of it, that is not
 * fetched and that the definition therefore lacks, or {@code null}
 * @param location the place of the schema
 */
public record Schema(@Nullable Located<String> format, @Nullable Object definition, Map<String, Location> locations,
		@Nullable Located<String> elsewhere, Location location) {

	/**
	 * The types that Avro has and JSON Schema does not.
	 */
	public static final Set<String> AVRO_TYPES = Set.of("record", "enum", "map", "fixed", "int", "long", "float",
			"double", "bytes");

	private static final String AVRO = "avro";

	private static final String AVRO_FILE = ".avsc";

	public Schema {
		locations = Copies.of(locations);
	}

	/**
	 * Create a schema that is complete.
	 * @param format the {@code schemaFormat} that is stated, or {@code null}
	 * @param definition the schema
	 * @param locations the places in the document by JSON pointer into the definition
	 * @param location the place of the schema
	 */
	public Schema(@Nullable Located<String> format, @Nullable Object definition, Map<String, Location> locations,
			Location location) {
		this(format, definition, locations, null, location);
	}

	/**
	 * Return a member of the schema.
	 * @param name the keyword
	 * @return the keyword's value, or {@code null} if it is absent or the schema is no
	 * object
	 */
	public @Nullable Object get(String name) {
		return (this.definition instanceof Map<?, ?> members) ? members.get(name) : null;
	}

	/**
	 * Return whether the schema has a keyword.
	 * @param name the keyword
	 * @return {@code true} if it is there, with whatever value
	 */
	public boolean has(String name) {
		return this.definition instanceof Map<?, ?> members && members.containsKey(name);
	}

	/**
	 * Return whether this is an Avro schema: by its format, by the file that it stands
	 * in, or by its shape where nothing else can tell, as in the key of a Kafka binding.
	 * @return {@code false} if nothing says so
	 */
	public boolean isAvro() {
		if (this.format != null) {
			return this.format.value().toLowerCase(Locale.ROOT).contains(AVRO);
		}
		boolean file = this.location.resource().endsWith(AVRO_FILE)
				|| (this.elsewhere != null && this.elsewhere.value().endsWith(AVRO_FILE));
		return file || (get("type") instanceof String type && AVRO_TYPES.contains(type))
				|| ("array".equals(get("type")) && get("items") instanceof String);
	}

}

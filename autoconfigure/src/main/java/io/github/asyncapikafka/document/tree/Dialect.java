package io.github.asyncapikafka.document.tree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of a schema that is none of AsyncAPI's own: the draft that it names with
 * {@code $schema}, or what its file is. Draft 7 is a part of the AsyncAPI Schema Object.
 *
 * @param format the dialect, as a {@code schemaFormat}
 * @param different whether the dialect has keywords of other types than draft 7
 * @param location where it is stated
 */
public record Dialect(String format, boolean different, Location location) {

	private static final Pattern SIBLINGS = Pattern
		.compile("(?i)^application/(?:schema[+;].*(?:2019-09|2020-12)|vnd\\.oai\\.openapi.*version=3\\.[12])");

	private static final Pattern DISCRIMINATOR = Pattern
		.compile("(?i)^application/vnd\\.(?:aai\\.asyncapi|oai\\.openapi)");

	private static final Pattern DRAFT = Pattern
		.compile("json-schema\\.org/(?:draft-0([46])|draft/(2019-09|2020-12))/");

	/**
	 * Return whether what stands beside a {@code $ref} counts: since 2019-09.
	 * @param schemaFormat the format of the schema, or {@code null} for the AsyncAPI
	 * Schema Object
	 * @return {@code false} if it is ignored
	 */
	public static boolean keepsSiblings(@Nullable String schemaFormat) {
		return schemaFormat != null && SIBLINGS.matcher(schemaFormat).find();
	}

	/**
	 * Return whether {@code discriminator} is a keyword, as in AsyncAPI and OpenAPI.
	 * @param schemaFormat the format of the schema, or {@code null} for the AsyncAPI
	 * Schema Object
	 * @return {@code false} if it is not, as in JSON Schema
	 */
	public static boolean knowsDiscriminator(@Nullable String schemaFormat) {
		return schemaFormat == null || DISCRIMINATOR.matcher(schemaFormat).find();
	}

	/**
	 * Return the dialect of a schema that states no {@code schemaFormat}.
	 * @param schema the schema
	 * @param file the root of the file that holds it
	 * @return its dialect, or {@code null} for the AsyncAPI Schema Object
	 */
	public static @Nullable Dialect of(Node schema, Node file) {
		Dialect own = draft(schema);
		if (own != null || text(file, "asyncapi") != null) {
			return own;
		}
		Node.Scalar openApi = text(file, "openapi");
		return (openApi != null)
				? new Dialect("application/vnd.oai.openapi;version=" + openApi.value(), true, openApi.location())
				: draft(file);
	}

	private static @Nullable Dialect draft(Node schema) {
		Node.Scalar stated = text(schema, "$schema");
		Matcher matcher = (stated != null) ? DRAFT.matcher(String.valueOf(stated.value())) : null;
		if (stated == null || matcher == null || !matcher.find()) {
			return null;
		}
		String draft = (matcher.group(1) != null) ? "draft-0" + matcher.group(1) : matcher.group(2);
		return new Dialect("application/schema+json;version=" + draft, draft.equals("draft-04"), stated.location());
	}

	private static Node.@Nullable Scalar text(Node node, String member) {
		return (node instanceof Node.Mapping mapping && mapping.get(member) instanceof Node.Scalar scalar
				&& scalar.value() instanceof String) ? scalar : null;
	}

}

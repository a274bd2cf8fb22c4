package io.github.asyncapikafka.document.tree;

import java.util.Set;

/**
 * What the members of objects hold, as far as it matters to references.
 */
public final class Keywords {

	private static final Set<String> DATA = Set.of("default", "const", "enum", "example", "examples");

	private static final Set<String> NAMED = Set.of("properties", "patternProperties", "definitions", "$defs",
			"dependentSchemas", "dependencies", "servers", "channels", "operations", "messages", "parameters",
			"variables", "schemas", "securitySchemes", "serverVariables", "correlationIds", "replies", "replyAddresses",
			"externalDocs", "tags", "operationTraits", "messageTraits", "serverBindings", "channelBindings",
			"operationBindings", "messageBindings");

	private Keywords() {
	}

	/**
	 * Return whether a member holds data, in which {@code $ref} is a name like any other.
	 * @param member the member
	 * @return {@code true} for examples, values and extensions
	 */
	public static boolean isData(String member) {
		return DATA.contains(member) || member.startsWith("x-");
	}

	/**
	 * Return whether the keys of a member's value are names that an author chose.
	 * @param member the member
	 * @return {@code true} if they are no keywords
	 */
	public static boolean isNamed(String member) {
		return NAMED.contains(member);
	}

}

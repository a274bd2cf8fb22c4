package io.github.asyncapikafka.inspection.type;

/**
 * What can be wrong between a Java type and a schema.
 */
enum TypeRule {

	/**
	 * One of them is an object, an array or a scalar, and the other is not.
	 */
	CATEGORY("type-category", true),

	/**
	 * The type cannot hold values that the schema allows, or writes values that it never
	 * allows.
	 */
	VALUES("type-values", true),

	/**
	 * The type cannot be read from objects that have a property of the schema.
	 */
	UNKNOWN_PROPERTY("type-unknown-property", true),

	/**
	 * Nothing writes a property that the schema requires.
	 */
	MISSING_PROPERTY("type-missing-property", true),

	/**
	 * A property is always written that the schema forbids.
	 */
	FORBIDDEN_PROPERTY("type-forbidden-property", true),

	/**
	 * A property is written that the schema forbids, unless it is {@code null}.
	 */
	FORBIDDEN_UNLESS_NULL("type-forbidden-unless-null", false),

	/**
	 * The type can only be read if there is a property, or a value, that the schema
	 * leaves open.
	 */
	REQUIRED("type-required", false),

	/**
	 * The type holds some of the schema's numbers only, or writes more of them than the
	 * schema allows.
	 */
	WIDTH("type-width", false),

	/**
	 * Constants of a Java enum and values of the schema differ.
	 */
	ENUM("type-enum", false),

	/**
	 * Strings of the schema's format are not what the type reads or writes.
	 */
	FORMAT("type-format", false);

	private final String id;

	private final boolean error;

	TypeRule(String id, boolean error) {
		this.id = id;
		this.error = error;
	}

	/**
	 * Return the name of the rule in configuration and reports.
	 * @return a name in kebab case
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return whether a mismatch is an error unless configuration says otherwise.
	 * @return {@code false} for a warning
	 */
	public boolean isError() {
		return this.error;
	}

}

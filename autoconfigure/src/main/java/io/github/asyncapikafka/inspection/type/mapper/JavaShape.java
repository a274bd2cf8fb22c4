package io.github.asyncapikafka.inspection.type.mapper;

/**
 * What kind of JSON a Java type is read from or written as.
 */
public enum JavaShape {

	/** Anything, as the value at run time decides. */
	ANYTHING,

	/** An object with the properties of a class. */
	OBJECT,

	/** An object with any properties. */
	MAP,

	/** An array. */
	ARRAY,

	/** A string, number or boolean. */
	SCALAR,

	/** Something that only code of the application knows. */
	OPAQUE

}

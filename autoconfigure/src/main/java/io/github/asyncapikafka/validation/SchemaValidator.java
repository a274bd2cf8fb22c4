package io.github.asyncapikafka.validation;

import io.github.asyncapikafka.model.Schema;

/**
 * Turns schemas into checks, once for each schema. An application can replace it with a
 * bean of its own.
 */
public interface SchemaValidator {

	/**
	 * Prepare a check.
	 * @param schema the schema (Schema Object or Multi Format Schema Object)
	 * @return the check, which several threads can use
	 * @throws InvalidSchemaException if nothing can be checked against the schema: it is
	 * in an unknown format, or wrong in itself
	 */
	SchemaCheck compile(Schema schema);

}

package io.github.asyncapikafka.validation;

import java.io.Serializable;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a value breaks a schema. Nothing of it but the pointer comes from the
 * value.
 *
 * @param pointer the JSON pointer to the place in the value, empty for the whole value;
 * it is neither escaped for printing nor bounded
 * @param rule the keyword of the schema, or what else is wrong, from a bounded set
 * @param expectation what the schema demands, such as {@code format: email}
 * @param location the place of the rule in the document, or {@code null} if it is not
 * known
 */
public record SchemaViolation(String pointer, String rule, String expectation,
		@Nullable Location location) implements Serializable {

}

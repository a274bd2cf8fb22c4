/**
 * Checks keys and payloads against their schemas. Which schema is for the caller to know;
 * how it is checked stays behind {@link SchemaValidator}.
 */
@NullMarked
package io.github.asyncapikafka.validation;

import org.jspecify.annotations.NullMarked;

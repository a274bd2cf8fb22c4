/**
 * Schemas on their way to a validator: which rules they follow, and whether they can be
 * used at all.
 */
@NullMarked
package io.github.asyncapikafka.validation.schema;

import org.jspecify.annotations.NullMarked;

/**
 * Looks at Java types as the application's mapper does: what they are read from and what
 * they are written as.
 */
@NullMarked
package io.github.asyncapikafka.inspection.type.mapper;

import org.jspecify.annotations.NullMarked;

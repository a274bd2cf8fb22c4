/**
 * A decided value with its source, and the names by which document and configuration
 * speak of it.
 */
@NullMarked
package io.github.asyncapikafka.binding.value;

import org.jspecify.annotations.NullMarked;

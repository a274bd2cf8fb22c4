/**
 * Decides how keys and payloads become bytes.
 */
@NullMarked
package io.github.asyncapikafka.binding.format;

import org.jspecify.annotations.NullMarked;

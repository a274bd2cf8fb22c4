/**
 * Finds out what tells the messages of a channel apart.
 */
@NullMarked
package io.github.asyncapikafka.binding.message;

import org.jspecify.annotations.NullMarked;

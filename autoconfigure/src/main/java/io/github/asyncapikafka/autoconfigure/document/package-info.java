/**
 * Finds the document at start-up, and remembers the one that the application was built
 * with.
 */
@NullMarked
package io.github.asyncapikafka.autoconfigure.document;

import org.jspecify.annotations.NullMarked;

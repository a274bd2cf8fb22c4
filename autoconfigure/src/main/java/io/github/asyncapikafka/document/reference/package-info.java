/**
 * Follows references through a document and the files that it consists of, and says what
 * of it is needed.
 */
@NullMarked
package io.github.asyncapikafka.document.reference;

import org.jspecify.annotations.NullMarked;

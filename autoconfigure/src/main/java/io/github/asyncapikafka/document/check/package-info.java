/**
 * Checks a whole document against a table of the objects that the specification knows,
 * and against the rules that such a table cannot say.
 */
@NullMarked
package io.github.asyncapikafka.document.check;

import org.jspecify.annotations.NullMarked;

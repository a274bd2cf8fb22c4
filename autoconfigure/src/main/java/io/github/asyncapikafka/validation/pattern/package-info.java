/**
 * Regular expressions of schemas (ECMA-262): what they mean, whatever engine finds them,
 * and that they come to an end.
 */
@NullMarked
package io.github.asyncapikafka.validation.pattern;

import org.jspecify.annotations.NullMarked;

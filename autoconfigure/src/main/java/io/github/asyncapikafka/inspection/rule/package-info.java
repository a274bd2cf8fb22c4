/**
 * The rules that contract and code are compared by, one class for each.
 */
@NullMarked
package io.github.asyncapikafka.inspection.rule;

import org.jspecify.annotations.NullMarked;

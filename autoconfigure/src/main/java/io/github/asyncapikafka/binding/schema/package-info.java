/**
 * What schemas of the document say about values that the contract decides.
 */
@NullMarked
package io.github.asyncapikafka.binding.schema;

import org.jspecify.annotations.NullMarked;

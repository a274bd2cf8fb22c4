/**
 * Says what a schema allows, value by value, whatever references and combinations it is
 * written with.
 */
@NullMarked
package io.github.asyncapikafka.inspection.type.schema;

import org.jspecify.annotations.NullMarked;

/**
 * The words in which the objects of the specification are described: scalars, lists,
 * maps, objects, references and schemas, and the walk that compares a document with them.
 */
@NullMarked
package io.github.asyncapikafka.document.check.type;

import org.jspecify.annotations.NullMarked;

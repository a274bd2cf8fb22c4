/**
 * Immutable records of a resolved AsyncAPI document, one for each specification object
 * that is needed. The model does not know which version of the specification the document
 * follows; directions are those of the described application.
 */
@NullMarked
package io.github.asyncapikafka.model;

import org.jspecify.annotations.NullMarked;

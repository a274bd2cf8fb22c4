/**
 * Reads an AsyncAPI document: from YAML or JSON to a tree with places, through references
 * and traits to the resolved model. Every difference between versions of the
 * specification ends here.
 */
@NullMarked
package io.github.asyncapikafka.document;

import org.jspecify.annotations.NullMarked;

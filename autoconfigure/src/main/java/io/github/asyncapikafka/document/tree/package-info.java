/**
 * Reads YAML and JSON to a tree in which every value knows its place.
 */
@NullMarked
package io.github.asyncapikafka.document.tree;

import org.jspecify.annotations.NullMarked;

/**
 * Finds the files that a document refers to, and reads nothing else: local files within
 * the trees that are allowed, and the hosts that configuration names.
 */
@NullMarked
package io.github.asyncapikafka.document.source;

import org.jspecify.annotations.NullMarked;

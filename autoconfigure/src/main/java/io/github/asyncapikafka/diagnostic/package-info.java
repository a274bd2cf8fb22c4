/**
 * Says what is wrong and where: places in a document, problems, and how they are printed.
 */
@NullMarked
package io.github.asyncapikafka.diagnostic;

import org.jspecify.annotations.NullMarked;

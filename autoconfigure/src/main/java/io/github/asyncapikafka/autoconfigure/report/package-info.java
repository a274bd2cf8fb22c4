/**
 * Compares code and contract once all of the code is known: fails the start-up, or says
 * what was loaded.
 */
@NullMarked
package io.github.asyncapikafka.autoconfigure.report;

import org.jspecify.annotations.NullMarked;

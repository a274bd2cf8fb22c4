/**
 * Holds records against the contract of their operation, in both directions: which schema
 * is for which part of a record, and what follows from a violation.
 */
@NullMarked
package io.github.asyncapikafka.kafka.check;

import org.jspecify.annotations.NullMarked;

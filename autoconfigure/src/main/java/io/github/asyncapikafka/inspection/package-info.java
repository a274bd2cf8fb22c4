/**
 * Compares the contract with what the application's code declares, and reports where they
 * disagree. Knows no class of Kafka or Spring.
 */
@NullMarked
package io.github.asyncapikafka.inspection;

import org.jspecify.annotations.NullMarked;

/**
 * Creates the topics of the contract, or compares them with it. Never alters a topic that
 * is there.
 */
@NullMarked
package io.github.asyncapikafka.kafka.topic;

import org.jspecify.annotations.NullMarked;

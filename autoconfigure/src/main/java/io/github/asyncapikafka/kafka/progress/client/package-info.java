/**
 * What stands between a container and Kafka's consumer when it polls, subscribes and
 * commits.
 */
@NullMarked
package io.github.asyncapikafka.kafka.progress.client;

import org.jspecify.annotations.NullMarked;

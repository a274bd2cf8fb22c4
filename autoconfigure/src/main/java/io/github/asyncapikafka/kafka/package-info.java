/**
 * What an application uses: listener annotation, producer interfaces and templates that
 * name channels of the contract.
 */
@NullMarked
package io.github.asyncapikafka.kafka;

import org.jspecify.annotations.NullMarked;

/**
 * Headers by the contract: how their bytes become values that a schema is about, and
 * which of them are sent although nobody gives them.
 */
@NullMarked
package io.github.asyncapikafka.kafka.header;

import org.jspecify.annotations.NullMarked;

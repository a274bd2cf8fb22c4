/**
 * Chooses the serializer and deserializer of a key or a payload.
 */
@NullMarked
package io.github.asyncapikafka.serde;

import org.jspecify.annotations.NullMarked;

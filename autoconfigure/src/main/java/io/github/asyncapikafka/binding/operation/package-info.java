/**
 * What an operation is besides its channel and messages: the ids of its clients, and
 * whether it means records without a payload.
 */
@NullMarked
package io.github.asyncapikafka.binding.operation;

import org.jspecify.annotations.NullMarked;

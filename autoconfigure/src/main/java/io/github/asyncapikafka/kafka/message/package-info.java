/**
 * Which Java types stand for which messages, and which of them the code of the
 * application handles.
 */
@NullMarked
package io.github.asyncapikafka.kafka.message;

import org.jspecify.annotations.NullMarked;

/**
 * Holds Java types against schemas, as the application's mapper reads and writes them.
 * Nothing here knows Kafka or which method a type belongs to.
 */
@NullMarked
package io.github.asyncapikafka.inspection.type;

import org.jspecify.annotations.NullMarked;

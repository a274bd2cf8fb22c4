package io.github.asyncapikafka.model;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * Where a message has a value (Correlation ID Object, Operation Reply Address Object).
 *
 * @param expression the runtime expression, such as {@code $message.header#/replyTo}
 * @param description its description, or {@code null}
 * @param location the place in the document
 */
public record RuntimeExpression(String expression, @Nullable String description, Location location) {

}

package io.github.asyncapikafka.model;

import io.github.asyncapikafka.diagnostic.Location;

/**
 * A value that the document states, with its place.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param location where the document states it
 */
public record Located<T>(T value, Location location) {

}

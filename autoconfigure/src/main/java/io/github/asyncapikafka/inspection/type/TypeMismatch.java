package io.github.asyncapikafka.inspection.type;

import io.github.asyncapikafka.diagnostic.Location;

/**
 * One thing on which a Java type and a schema differ.
 *
 * @param rule what kind of difference it is
 * @param location the place in the document
 * @param pointer the JSON pointer into the schema's definition
 * @param path the place in Java, for example {@code Order.lines[].price}
 * @param what what is wrong, as a sentence that names the path
 * @param remedy what to do about it, as a sentence
 */
record TypeMismatch(TypeRule rule, Location location, String pointer, String path, String what, String remedy) {

}

package io.github.asyncapikafka.kafka.progress;

import java.util.List;

/**
 * A container that nobody has stopped, and yet does not run.
 *
 * @param operation the id of the operation, in printable form
 * @param topic what it receives from, in printable form
 * @param cause why it has stopped, in printable form
 * @param positions how far it had come, as {@code topic-partition@offset}, empty if it
 * had nothing yet
 */
public record StoppedContainer(String operation, String topic, String cause, List<String> positions) {

}

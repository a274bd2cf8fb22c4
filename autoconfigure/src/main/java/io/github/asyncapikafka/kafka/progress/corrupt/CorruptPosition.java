package io.github.asyncapikafka.kafka.progress.corrupt;

/**
 * Where a partition cannot be read.
 *
 * @param coordinates the position, as {@code topic-partition@offset}
 * @param reason why it cannot be read, in printable form
 * @param since since when
 */
public record CorruptPosition(String coordinates, String reason, long since) {

}

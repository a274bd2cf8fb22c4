package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.asyncapikafka.kafka.progress.ContainerProgress;
import org.jspecify.annotations.Nullable;

/**
 * What the consumers of one container are set up with beside settings of Kafka.
 *
 * @param decoder creates the decoder of a consumer from its configuration
 * @param batch whether the listener takes batches
 * @param reports reports refused records
 * @param progress watches how far the consumers come
 * @param pattern gives the pattern to subscribe to, once all listeners are known, or
 * {@code null} if topics are subscribed to
 * @param failureHeader whether the container looks for a header of refused records, as of
 * Spring Kafka's {@code ErrorHandlingDeserializer}
 * @param unread lets partitions wait for records that can be read only later
 */
record ConsumerSetup(Function<Map<String, Object>, RecordDecoder> decoder, boolean batch, InboundReports reports,
		ContainerProgress progress, @Nullable Supplier<Pattern> pattern, BooleanSupplier failureHeader,
		UnreadRecords unread) {

	/**
	 * The consumer property that carries it.
	 */
	static final String PROPERTY = ConsumerSetup.class.getName();

}

package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.progress.ContainerProgress;
import org.jspecify.annotations.Nullable;

/**
 * How the consumers of one container read the records of an operation.
 */
public final class ConsumerSettings {

	private final KafkaOperation operation;

	private final Function<Map<String, Object>, RecordDecoder> decoder;

	private final boolean batch;

	private final boolean ofOperation;

	ConsumerSettings(KafkaOperation operation, Function<Map<String, Object>, RecordDecoder> decoder, boolean batch,
			boolean ofOperation) {
		this.operation = operation;
		this.decoder = decoder;
		this.batch = batch;
		this.ofOperation = ofOperation;
	}

	/**
	 * Add the settings to those of Kafka.
	 * @param properties the properties of the container's consumers
	 * @param reports where refused records are reported
	 * @param progress watches how far the consumers come
	 * @param pattern gives the pattern to subscribe to, once all listeners are known, or
	 * {@code null} if topics are subscribed to
	 * @param failureHeader whether the container looks for a header of refused records
	 * @param unread lets partitions wait for records that can be read only later
	 */
	public void addTo(Properties properties, ViolationReports reports, ContainerProgress progress,
			@Nullable Supplier<Pattern> pattern, BooleanSupplier failureHeader, UnreadRecords unread) {
		properties.put(ConsumerSetup.PROPERTY,
				new ConsumerSetup(this.decoder, this.batch,
						new InboundReports(this.operation, reports, this.ofOperation), progress, pattern, failureHeader,
						unread));
	}

}

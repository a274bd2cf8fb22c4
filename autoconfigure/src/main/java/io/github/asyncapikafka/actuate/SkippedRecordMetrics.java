package io.github.asyncapikafka.actuate;

import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.SkipListener;
import io.github.asyncapikafka.kafka.check.SkipReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records that listeners do not get although they break nothing, by operation,
 * message and reason. The document bounds the number of counters.
 */
public final class SkippedRecordMetrics implements SkipListener {

	/**
	 * The name of the counters.
	 */
	public static final String NAME = "asyncapi.kafka.skipped";

	private final MeterRegistry registry;

	/**
	 * Create an instance.
	 * @param registry has the counters
	 */
	public SkippedRecordMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onSkip(KafkaOperation operation, @Nullable String message, SkipReason reason) {
		Counter.builder(NAME)
			.description("Records that break nothing and that no listener takes")
			.tag("operation", operation.id())
			.tag("message", Objects.requireNonNullElse(message, "none"))
			.tag("reason", reason.id())
			.register(this.registry)
			.increment();
	}

}

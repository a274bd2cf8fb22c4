package io.github.asyncapikafka.actuate;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.ViolationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the records that break the contract, by operation, direction and rule. The
 * document bounds the number of counters.
 */
public final class ViolationMetrics implements ViolationListener {

	/**
	 * The name of the counters.
	 */
	public static final String NAME = "asyncapi.kafka.violations";

	private final MeterRegistry registry;

	/**
	 * Create an instance.
	 * @param registry has the counters
	 */
	public ViolationMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onViolation(KafkaOperation operation, String rule) {
		Counter.builder(NAME)
			.description("Records that break the AsyncAPI contract")
			.tag("operation", operation.id())
			.tag("direction", operation.receives() ? "inbound" : "outbound")
			.tag("rule", rule)
			.register(this.registry)
			.increment();
	}

}

package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Whether a consumer is in touch with the coordinator of its group. It sends heartbeats
 * even if it has no partition, or nothing comes.
 */
final class GroupContact {

	private static final String METRIC = "last-heartbeat-seconds-ago";

	/** Several times the interval of heartbeats. */
	private static final Duration MIN_PATIENCE = Duration.ofSeconds(15);

	private final long since = System.nanoTime();

	private final Supplier<Map<MetricName, ? extends Metric>> metrics;

	private volatile @Nullable Metric metric;

	GroupContact(Supplier<Map<MetricName, ? extends Metric>> metrics) {
		this.metrics = metrics;
	}

	/**
	 * Return how long there was no contact, if it was too long.
	 */
	Optional<Duration> silence(Duration patience) {
		Metric metric = find();
		if (metric == null || !(metric.metricValue() instanceof Number seconds)) {
			return Optional.empty();
		}
		Duration silence = (seconds.longValue() >= 0) ? Duration.ofSeconds(seconds.longValue())
				: Duration.ofNanos(System.nanoTime() - this.since);
		boolean tooLong = silence.compareTo(patience) > 0 && silence.compareTo(MIN_PATIENCE) > 0;
		return tooLong ? Optional.of(silence) : Optional.empty();
	}

	/**
	 * Return whether the consumer is a member that was heard of not long ago.
	 */
	boolean isMember() {
		Metric metric = find();
		return metric != null && metric.metricValue() instanceof Number seconds && seconds.longValue() >= 0
				&& seconds.longValue() <= MIN_PATIENCE.toSeconds();
	}

	private @Nullable Metric find() {
		if (this.metric == null) {
			this.metrics.get().forEach((name, metric) -> {
				if (name.name().equals(METRIC)) {
					this.metric = metric;
				}
			});
		}
		return this.metric;
	}

}

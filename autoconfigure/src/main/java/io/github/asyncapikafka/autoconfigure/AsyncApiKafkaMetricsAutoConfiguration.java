package io.github.asyncapikafka.autoconfigure;

import io.github.asyncapikafka.actuate.SkippedRecordMetrics;
import io.github.asyncapikafka.actuate.ViolationMetrics;
import io.github.asyncapikafka.binding.KafkaContract;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of metrics about the contract.
 */
@AutoConfiguration(after = { AsyncApiKafkaAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnClass({ MeterRegistry.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnBean({ KafkaContract.class, MeterRegistry.class })
public final class AsyncApiKafkaMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ViolationMetrics asyncApiViolationMetrics(MeterRegistry registry) {
		return new ViolationMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	SkippedRecordMetrics asyncApiSkippedRecordMetrics(MeterRegistry registry) {
		return new SkippedRecordMetrics(registry);
	}

}

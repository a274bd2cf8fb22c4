package io.github.asyncapikafka.autoconfigure;

import io.github.asyncapikafka.actuate.ChannelHealthIndicator;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.progress.ContainersProgress;
import io.github.asyncapikafka.kafka.topic.ContractTopics;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of channels.
 */
@AutoConfiguration(after = { AsyncApiKafkaAutoConfiguration.class, KafkaAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(KafkaContract.class)
@ConditionalOnEnabledHealthIndicator("asyncapi-kafka")
public final class AsyncApiKafkaHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "asyncApiKafkaHealthIndicator")
	ChannelHealthIndicator asyncApiKafkaHealthIndicator(ContainersProgress progress, DeadLetters deadLetters,
			ContractTopics topics) {
		return new ChannelHealthIndicator(progress, deadLetters, topics);
	}

}

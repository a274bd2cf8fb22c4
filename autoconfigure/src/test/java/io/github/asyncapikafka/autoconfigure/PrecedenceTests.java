package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which source of a value wins if one of two neighbours exists in a running application
 * only. The other pairs are tested with the contract.
 */
class PrecedenceTests {

	private final ApplicationContextRunner contextRunner = Contract
		.application(Contract.SIGNUPS.replace("groupId: { type: string, enum: [signup-mailer] }", "groupId: {}"))
		.withPropertyValues("asyncapi-kafka.operations.onUserSignedUp.group-id=configured",
				"asyncapi-kafka.preflight=off");

	@Test
	void bootstrapServersOfConnectionDetails() {
		ApplicationContextRunner spring = this.contextRunner
			.withPropertyValues("spring.kafka.consumer.bootstrap-servers=consumer:9092")
			.withBean(Mailer.class);
		spring.run((context) -> assertThat(consumer(context)).containsEntry("bootstrap.servers",
				List.of("consumer:9092")));
		spring.withBean(KafkaConnectionDetails.class, () -> new Details(null))
			.run((context) -> assertThat(consumer(context)).containsEntry("bootstrap.servers",
					List.of("details:9092")));
	}

	@Test
	void protocolOfConnectionDetails() {
		ApplicationContextRunner spring = this.contextRunner
			.withPropertyValues("spring.kafka.security.protocol=SASL_SSL")
			.withBean(Mailer.class);
		spring.withBean(KafkaConnectionDetails.class, () -> new Details(null))
			.run((context) -> assertThat(consumer(context)).containsEntry("security.protocol", "SASL_SSL"));
		spring.withBean(KafkaConnectionDetails.class, () -> new Details("SSL"))
			.run((context) -> assertThat(consumer(context)).containsEntry("security.protocol", "SSL"));
	}

	@Test
	void groupOfAnAnnotation() {
		this.contextRunner.withBean(Mailer.class).run((context) -> assertThat(group(context)).isEqualTo("configured"));
		this.contextRunner.withBean(AuditingMailer.class)
			.run((context) -> assertThat(group(context)).isEqualTo("annotated"));
	}

	private static Map<String, Object> consumer(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		ConsumerFactory<?, ?> factory = context.getBean("channelConsumerFactory", ConsumerFactory.class);
		return factory.getConfigurationProperties();
	}

	private static @Nullable String group(AssertableApplicationContext context) {
		return context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("onUserSignedUp").getGroupId();
	}

	static class Mailer {

		@ChannelListener("userSignedUp")
		void on(Map<String, Object> event) {
		}

	}

	static class AuditingMailer {

		@ChannelListener(value = "userSignedUp", groupId = "annotated")
		void on(Map<String, Object> event) {
		}

	}

	record Details(@Nullable String protocol) implements KafkaConnectionDetails {

		@Override
		public List<String> getBootstrapServers() {
			return List.of("details:9092");
		}

		@Override
		public @Nullable String getSecurityProtocol() {
			return this.protocol;
		}

	}

}

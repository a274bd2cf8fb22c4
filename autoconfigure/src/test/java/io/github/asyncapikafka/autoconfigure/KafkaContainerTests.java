package io.github.asyncapikafka.autoconfigure;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The round trip on a broker in a container. {@link ReceivingTests} and
 * {@link SendingTests} do the same without Docker.
 */
@SpringBootTest(properties = { "asyncapi-kafka.location=classpath:contracts/signups.yaml", "asyncapi-kafka.role=client",
		"spring.kafka.consumer.group-id=container", "spring.kafka.consumer.auto-offset-reset=earliest" })
@Testcontainers(disabledWithoutDocker = true)
class KafkaContainerTests {

	@Container
	@ServiceConnection
	static final KafkaContainer kafka = new KafkaContainer("apache/kafka-native:4.2.1");

	@Autowired
	private ChannelTemplates templates;

	@Autowired
	private Mailer mailer;

	@Test
	void sendsAndReceivesThroughTheContainer() throws Exception {
		this.templates.get("user_signedup").send(Map.of("userId", "7")).get(30, TimeUnit.SECONDS);
		assertThat(this.mailer.received.poll(30, TimeUnit.SECONDS)).isEqualTo("7");
	}

	record SignedUp(String userId) {

	}

	static class Mailer {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("user_signedup")
		void on(SignedUp event) {
			this.received.add(event.userId());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AsyncApiKafkaAutoConfiguration.class, KafkaAutoConfiguration.class,
			JacksonAutoConfiguration.class })
	static class Application {

		@Bean
		Mailer mailer() {
			return new Mailer();
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an application says if Kafka or Spring Kafka refuses to start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpFailureTests {

	@TempDir
	private Path directory;

	private static final String RUNS_NOWHERE = "spring.kafka.bootstrap-servers=localhost:1";

	@Test
	void addressWithoutPort(CapturedOutput output) {
		assertThat(failure(output, Listener.class, "spring.kafka.bootstrap-servers=localhost")).isEqualTo(
				"""
						Description:

						A Kafka consumer cannot be created: the address 'localhost' of its bootstrap servers cannot be used: it must \
						be a host and a port, as in 'localhost:9092'. It comes from the property 'spring.kafka.bootstrap-servers' \
						("spring.kafka.bootstrap-servers" from property source "commandLineArgs").

						Action:

						Correct the property 'spring.kafka.bootstrap-servers'.
						""");
	}

	@Test
	void hostThatIsNotKnown(CapturedOutput output) {
		assertThat(failure(output, Listener.class, "spring.kafka.consumer.bootstrap-servers=broker.invalid:9092"))
			.isEqualTo(
					"""
							Description:

							A Kafka consumer cannot be created: no host of its bootstrap servers is known. It comes from the property \
							'spring.kafka.consumer.bootstrap-servers' ("spring.kafka.consumer.bootstrap-servers" from property source \
							"commandLineArgs").

							Action:

							Correct the property 'spring.kafka.consumer.bootstrap-servers'.
							""");
	}

	@Test
	void invalidSetting(CapturedOutput output) {
		assertThat(
				failure(output, Listener.class, RUNS_NOWHERE, "spring.kafka.consumer.properties.max.poll.records=none"))
			.isEqualTo(
					"""
							Description:

							A Kafka consumer cannot be created: its setting 'max.poll.records' has the value 'none' (Not a number of \
							type INT). It comes from the property 'spring.kafka.consumer.properties.max.poll.records' \
							("spring.kafka.consumer.properties.max.poll.records" from property source "commandLineArgs").

							Action:

							Correct the property 'spring.kafka.consumer.properties.max.poll.records'.
							""");
	}

	@Test
	void invalidSettingThatSpringBootHasAPropertyFor(CapturedOutput output) {
		assertThat(failure(output, Listener.class, RUNS_NOWHERE, "spring.kafka.consumer.max-poll-records=0"))
			.contains("It comes from the property 'spring.kafka.consumer.max-poll-records'")
			.contains("has the value '0' (Value must be at least 1).");
	}

	@Test
	void invalidSettingOfTheListener(CapturedOutput output) {
		assertThat(failure(output, OwnSettings.class, RUNS_NOWHERE)).isEqualTo(
				"""
						Description:

						A Kafka consumer cannot be created: its setting 'fetch.max.bytes' has the value 'much' (Not a number of type \
						INT).

						Action:

						Correct it below 'spring.kafka', in the attribute 'properties' of a listener, or where the application \
						configures its clients itself.
						""");
	}

	@Test
	void doesNotPrintWhatMayBeASecret(CapturedOutput output) {
		assertThat(failure(output, Listener.class, RUNS_NOWHERE,
				"spring.kafka.properties.sasl.login.callback.handler.class=x",
				"spring.kafka.properties.ssl.keystore.key=hunter2hunter2",
				"spring.kafka.properties.security.protocol=SSL"))
			.doesNotContain("hunter2");
	}

	@Test
	void keyStoreThatIsNotThere(CapturedOutput output) {
		assertThat(failure(output, Listener.class, RUNS_NOWHERE, "spring.kafka.security.protocol=SSL",
				"spring.kafka.properties.ssl.truststore.location=/none.jks"))
			.isEqualTo("""
					Description:

					A Kafka consumer cannot be created: NoSuchFileException: /none.jks.

					Action:

					Correct it below 'spring.kafka', or where the application configures its clients itself.
					""");
	}

	@Test
	void sslBundleThatIsNotThere(CapturedOutput output) {
		assertThat(failure(output, Listener.class, RUNS_NOWHERE, "spring.kafka.ssl.bundle=brokr",
				"spring.ssl.bundle.pem.broker.truststore.certificate=classpath:none.pem"))
			.isEqualTo(
					"""
							Description:

							The property 'spring.kafka.ssl.bundle' ("spring.kafka.ssl.bundle" from property source "commandLineArgs") \
							names the SSL bundle 'brokr', which does not exist.

							Action:

							Did you mean 'broker'? There are 'broker'. Correct the property, or configure the bundle with \
							'spring.ssl.bundle.pem.brokr' or 'spring.ssl.bundle.jks.brokr'.
							""");
	}

	@Test
	void sameIdTwice(CapturedOutput output) {
		assertThat(failure(output, SameId.class, RUNS_NOWHERE)).isEqualTo(
				"""
						Description:

						Two Kafka listeners have the same id. The id of a @ChannelListener is that of its operation, so two beans of \
						one class cannot both listen: Another endpoint is already registered with id 'same'

						Action:

						Declare one bean of the class, or give a @KafkaListener of this id another one.
						""");
	}

	@Test
	void hostOfTheDocumentThatIsNotKnown(CapturedOutput output) throws IOException {
		Path document = Files.writeString(this.directory.resolve("asyncapi.yaml"), """
				asyncapi: 3.0.0
				info: {title: Orders, version: 1.0.0}
				servers:
				  main: {host: 'broker.invalid:9092', protocol: kafka}
				channels:
				  orders:
				    address: orders
				    messages:
				      order: {contentType: text/plain}
				operations:
				  onOrder: {action: receive, channel: {$ref: '#/channels/orders'}}
				""");
		assertThat(failure(output, OnChannel.class, "spring.application.name=mailer",
				"asyncapi-kafka.location=" + document.toUri()))
			.isEqualTo("""
					Description:

					A Kafka consumer cannot be created: no host of its bootstrap servers is known.

					Action:

					Correct the server in the AsyncAPI document, or set 'spring.kafka.bootstrap-servers'.
					""");
	}

	@Test
	void topicsThatAreMissing(CapturedOutput output) {
		assertThat(failure(output, Listener.class, "spring.kafka.bootstrap-servers=" + TestBroker.get().address(),
				"spring.kafka.listener.missing-topics-fatal=true"))
			.isEqualTo(
					"""
							Description:

							The broker does not have topics that listeners read: [orders-that-nobody-created], and \
							'spring.kafka.listener.missing-topics-fatal' is 'true'.

							Action:

							Create them, or let them be created: 'asyncapi-kafka.topics.mode' is for the topics of channels, beans of \
							type NewTopic are for others.
							""");
	}

	@Test
	void topicsThatCannotBeCreated(CapturedOutput output) {
		assertThat(failure(output, Topics.class, RUNS_NOWHERE, "spring.kafka.admin.fail-fast=true",
				"spring.kafka.admin.operation-timeout=1s", "spring.kafka.admin.close-timeout=1s",
				"spring.kafka.admin.properties.metadata.recovery.strategy=none",
				"spring.kafka.admin.properties.default.api.timeout.ms=500",
				"spring.kafka.admin.properties.request.timeout.ms=500"))
			.startsWith("""
					Description:

					The topics of the NewTopic beans cannot be created: """);
	}

	private static String failure(CapturedOutput output, Class<?> application, String... properties) {
		SpringApplication spring = new SpringApplication(application);
		spring.setWebApplicationType(WebApplicationType.NONE);
		spring.setRegisterShutdownHook(false);
		List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		assertThatThrownBy(() -> spring.run(arguments.toArray(String[]::new))).isInstanceOf(Exception.class);
		String text = output.toString();
		assertThat(text).contains("APPLICATION FAILED TO START");
		String analysis = text.substring(text.lastIndexOf("Description:"));
		int end = analysis.indexOf('\n', analysis.indexOf("Action:") + "Action:\n\n".length());
		return analysis.substring(0, end + 1);
	}

	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, SslAutoConfiguration.class,
			KafkaAutoConfiguration.class })
	static class Listener {

		@KafkaListener(topics = "orders-that-nobody-created", groupId = "mailer")
		void on(String order) {
		}

	}

	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, KafkaAutoConfiguration.class,
			AsyncApiKafkaAutoConfiguration.class })
	static class OnChannel {

		@ChannelListener("orders")
		void on(String order) {
		}

	}

	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, KafkaAutoConfiguration.class })
	static class OwnSettings {

		@KafkaListener(topics = "orders", groupId = "mailer", properties = "fetch.max.bytes=much")
		void on(String order) {
		}

	}

	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, KafkaAutoConfiguration.class })
	static class SameId {

		@KafkaListener(id = "same", topics = "orders")
		void on(String order) {
		}

		@KafkaListener(id = "same", topics = "invoices")
		void onInvoice(String invoice) {
		}

	}

	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, KafkaAutoConfiguration.class })
	static class Topics {

		@Bean
		NewTopics topics() {
			return new NewTopics(TopicBuilder.name("orders").build());
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.Corpus;
import io.github.asyncapikafka.autoconfigure.RealDocumentsTests.LightReader;
import io.github.asyncapikafka.autoconfigure.RealDocumentsTests.Sender;
import io.github.asyncapikafka.autoconfigure.SecuredBroker.Listener;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document that many people know, unchanged, on a broker that asks for what its servers
 * ask for.
 */
class SecuredRealDocumentsTests {

	private final SecuredBroker broker = SecuredBroker.get();

	@ParameterizedTest
	@CsvSource({ "scram-connections, SCRAM", "mtls-connections, MTLS" })
	void streetlights(String server, Listener listener) {
		Path file = Corpus.document(Path.of("asyncapi__spec/examples/streetlights-kafka-asyncapi.yml"));
		String light = UUID.randomUUID().toString();
		List<String> bundles = new ArrayList<>(this.broker.tls().bundle("trust", false));
		bundles.addAll(this.broker.tls().bundle("client", true));
		RealDocumentsTests.application("""
				spring.application.name: %1$s
				asyncapi-kafka:
				  location: %2$s
				  servers: %3$s
				  server-settings:
				    %3$s: { bootstrap-servers: '%4$s' }
				  credentials:
				    saslScram: { username: alice, password: '%5$s', ssl-bundle: trust }
				    certs: { ssl-bundle: client }
				  parameters: { streetlightId: %1$s }
				""".formatted(light, file.toUri(), server, this.broker.address(listener), SecuredBroker.SCRAM_PASSWORD))
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withPropertyValues(bundles.toArray(String[]::new))
			.withBean(LightReader.class)
			.withBean(Sender.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(Sender.class)
					.templates()
					.getByOperation("turnOn")
					.send(Map.of("command", "on"))
					.get(30, TimeUnit.SECONDS);
				try (Admin admin = Admin
					.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, this.broker.openAddress()))) {
					TopicPartition turnedOn = new TopicPartition(
							"smartylighting.streetlights.1.0.action." + light + ".turn.on", 0);
					assertThat(admin.listOffsets(Map.of(turnedOn, OffsetSpec.latest()))
						.partitionResult(turnedOn)
						.get()
						.offset()).isEqualTo(1);
					assertThat(RealDocumentsTests.members(admin, light)).containsExactly("my-app-id");
				}
			});
	}

}

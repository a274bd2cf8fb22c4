package io.github.asyncapikafka.document.check;

import java.lang.reflect.Field;
import java.util.List;

import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaBindings}.
 */
class KafkaBindingsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					topic: a, bindingVersion: 0.1.0  | The Kafka channel binding has no member 'topic'. It came with version 0.3.0: state a version that has it, or remove it.
					topicConfiguration: {}, bindingVersion: 0.3.0 | The Kafka channel binding has no member 'topicConfiguration'. It came with version 0.4.0: state a version that has it, or remove it.
					topicConfiguration: { compression.type: zstd }, bindingVersion: 0.4.0 | The topicConfiguration has no member 'compression.type'. Known are cleanup.policy, delete.retention.ms, max.message.bytes, retention.bytes, retention.ms, and extensions that start with 'x-'.
					bindingVersion: 0.6.0 | The Kafka binding has no version '0.6.0'. Known are 0.1.0, 0.2.0, 0.3.0, 0.4.0, 0.5.0 and latest.
					partitions: 0 | 'partitions' must be at least 1, but is 0. Correct the number, or remove it to leave the value to Kafka.
					topicConfiguration: { retention.ms: -2 } | 'retention.ms' must be at least -1, but is -2. Correct the number.
					topicConfiguration: { cleanup.policy: [ compct ] } | 'cleanup.policy[0]' must be 'compact' or 'delete', but is 'compct'. Did you mean 'compact'? Correct it.
					partition: 1 | The Kafka channel binding has no member 'partition'. Did you mean 'partitions'? Known are bindingVersion, partitions, replicas, topic, topicConfiguration, and extensions that start with 'x-'.
					""")
	void versionHasItsRules(String binding, String problem) {
		for (String version : List.of("2.0.0", "3.1.0")) {
			assertThat(problemsOf(version, "channelBindings", binding)).singleElement().asString().endsWith(problem);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			partitions: 1.0e+1
			topicConfiguration: { compression.type: zstd, anything: 1 }, bindingVersion: latest
			topicConfiguration: { cleanup.policy: compact }
			configs: { cleanup.policy: compact }
			envs: [ dev ]
			""")
	void whatAuthorsWriteIsAccepted(String binding) {
		assertThat(problemsOf("2.6.0", "channelBindings", binding)).isEmpty();
	}

	@Test
	void topicConfigurationsOfKafkaAreKnown() throws IllegalAccessException {
		for (Field constant : TopicConfig.class.getFields()) {
			if (constant.getName().endsWith("_CONFIG")) {
				assertThat(TopicConfigurations.NAMES).contains((String) constant.get(null));
			}
		}
	}

	@Test
	void schemaIdLocationIsHeaderOrPayload() {
		assertThat(problemsOf("3.0.0", "messageBindings", "schemaIdLocation: footer")).singleElement()
			.asString()
			.endsWith("'schemaIdLocation' must be 'header' or 'payload', but is 'footer'. Correct it.");
	}

	@Test
	void groupIdThatIsNoSchemaIsRefused() {
		assertThat(problemsOf("2.0.0", "operationBindings", "groupId: { name: mailer }")).singleElement()
			.asString()
			.endsWith("'groupId' must be a schema, but has no keyword of one. "
					+ "Describe the value, for example with 'type' and 'enum'.");
	}

	private static List<String> problemsOf(String version, String component, String binding) {
		return TestDocuments.problemsOf(document(version, component, binding));
	}

	private static String document(String version, String component, String binding) {
		return """
				asyncapi: %s
				info: { title: Orders, version: 1.0.0 }
				channels: {}
				components: { %s: { common: { kafka: { %s } } } }
				""".formatted(version, component, binding);
	}

}

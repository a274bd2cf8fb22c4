package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.ProblemsException;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Text of a document is data, wherever it stands.
 */
@ExtendWith(OutputCaptureExtension.class)
class StringSafetyTests {

	private static final String PWNED = "asyncapi.pwned";

	private static final String EXPRESSION = "#{T(java.lang.System).setProperty('" + PWNED + "','1')}";

	private static final List<String> ATTACKS = List.of(EXPRESSION, "${java.home}",
			"!{T(java.lang.System)." + "setProperty('" + PWNED + "','1')}", "${" + PWNED + ":" + EXPRESSION + "}",
			"a\r\nFORGED log line", "x".repeat(10_000), "../../etc/passwd", "\u001b[31mred",
			"' + T(java.lang.Runtime).getRuntime() + '");

	private static final List<String> FIELDS = List.of("title", "version", "host", "address", "topic", "groupId",
			"clientId", "sendClientId", "operationId", "sendOperationId", "messageId", "messageName", "contentType",
			"keyFormat", "configuration", "description");

	@AfterEach
	void nothingWasEvaluated() {
		try {
			assertThat(System.getProperty(PWNED)).isNull();
		}
		finally {
			System.clearProperty(PWNED);
		}
	}

	static Stream<Arguments> attacks() {
		return FIELDS.stream().flatMap((field) -> ATTACKS.stream().map((attack) -> Arguments.of(field, attack)));
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void evaluatesNothing(String field, String attack, CapturedOutput output) {
		Contract.application(document(field, attack)).withBean(Mailer.class).run((context) -> {
			if (context.getStartupFailure() != null) {
				assertThat(AsyncApiKafkaAutoConfigurationTests.analysis(context).lines())
					.noneMatch((line) -> line.startsWith("FORGED"));
			}
			else {
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers()).hasSize(1)
					.allSatisfy((container) -> assertThat(container.getContainerProperties().getTopics())
						.allMatch((topic) -> topic.equals("user_signedup")));
				try {
					context.getBean(ChannelTemplates.class).get("userSignedUp");
				}
				catch (ProblemsException ex) {
					assertThat(ex.getProblems()).hasSize(1);
				}
			}
		});
		assertThat(output.getAll().lines())
			.noneMatch((line) -> line.startsWith("FORGED") || line.contains("\u001b[31mred"));
	}

	@ParameterizedTest
	@ValueSource(strings = { EXPRESSION, "${java.home}", "a b", "", ".", "..", "a/b", "ä" })
	void refusesTopicsThatKafkaWouldRefuse(String topic) {
		Contract.application(document("address", topic)).withBean(Mailer.class).run((context) -> {
			String analysis = AsyncApiKafkaAutoConfigurationTests.analysis(context);
			assertThat(analysis).contains("        Kafka does not allow the topic name '" + topic + "'");
			assertThat(analysis.lines().filter((line) -> line.contains("->"))).hasSize(1);
		});
	}

	@Test
	void usesTextThatLooksLikeAnExpressionOnlyAsTheTextThatItIs() {
		Contract.application(document("operationId", EXPRESSION))
			.withBean(Mailer.class)
			.run((context) -> assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainerIds())
				.containsExactly(EXPRESSION));
	}

	/**
	 * Return a valid document, but for one field.
	 */
	private static String document(String field, String value) {
		String document = """
				asyncapi: 3.1.0
				info: { title: {title|Signups}, version: {version|1.0.0}, description: {description|d} }
				servers:
				  test: { host: {host|kafka.example.com:9092}, protocol: kafka }
				channels:
				  userSignedUp:
				    address: {address|user_signedup}
				    messages:
				      {messageId|userSignedUp}:
				        name: {messageName|UserSignedUp}
				        contentType: {contentType|application/json}
				        bindings: { kafka: { key: { type: string, format: {keyFormat|uuid} } } }
				    bindings: { kafka: { topic: {topic|user_signedup}, topicConfiguration: { x: {configuration|y} } } }
				operations:
				  {operationId|onUserSignedUp}:
				    action: receive
				    channel: { $ref: '#/channels/userSignedUp' }
				    bindings: { kafka: { groupId: { const: {groupId|g} }, clientId: { const: {clientId|c} } } }
				  {sendOperationId|publishSignup}:
				    action: send
				    channel: { $ref: '#/channels/userSignedUp' }
				    bindings: { kafka: { clientId: { const: {sendClientId|w} } } }
				""";
		if (field.equals("address")) {
			document = document.replace("topic: {topic|user_signedup}, ", "");
		}
		JsonMapper json = new JsonMapper();
		document = document.replaceFirst("\\{" + field + "\\|[^}]*}",
				Matcher.quoteReplacement(json.writeValueAsString(value)));
		return document.replaceAll("\\{[a-zA-Z]+\\|([^}]*)}", "\"$1\"");
	}

	record SignedUp(String userId) {

	}

	static class Mailer {

		@ChannelListener("userSignedUp")
		void on(SignedUp event) {
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.kafka.ChannelMessage;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Which message a payload is that is sent to a channel with several.
 */
class SendingMessagesTests {

	private static final String DOCUMENT = SeveralMessagesTests.HEAD + operation("openAccount", "opened")
			+ operation("closeAccount", "closed");

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "accounts";

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix);

	@Test
	void takesTheOperationWhoseMessageThePayloadIs() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.messages.opened.type=" + Configured.class.getName())
			.run((context) -> {
				ChannelTemplate<Object> template = template(context.getBean(ChannelTemplates.class));
				template.send(new Configured("opened", "ada")).get(30, TimeUnit.SECONDS);
				template.send(new Ended("closed", "quiet")).get(30, TimeUnit.SECONDS);
				template.send(new Closed("closed", "named")).get(30, TimeUnit.SECONDS);
				template.send(new Closed("closed", "subclass") {
				}).get(30, TimeUnit.SECONDS);
				assertThat(TestBroker.get().receive(this.topic, 4)).extracting(SendingMessagesTests::text)
					.containsExactlyInAnyOrder("{\"type\":\"opened\",\"owner\":\"ada\"}",
							"{\"type\":\"closed\",\"reason\":\"quiet\"}", "{\"reason\":\"named\",\"type\":\"closed\"}",
							"{\"reason\":\"subclass\",\"type\":\"closed\"}");
			});
	}

	@Test
	void triesNoOtherMessageThanTheNamedOne() {
		this.contextRunner.run((context) -> {
			ChannelTemplate<Object> template = template(context.getBean(ChannelTemplates.class));
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> template.send(new Ended("opened", "quiet")))
				.satisfies((ex) -> {
					assertThat(ex.getOperationId()).isEqualTo("closeAccount");
					assertThat(ex.getViolations()).extracting(Violation::message, Violation::pointer, Violation::rule)
						.containsExactly(tuple("closed", "/type", "const"));
				});
		});
	}

	@Test
	void refusesAMessageThatOnlyTheChannelHas() {
		this.contextRunner.run((context) -> {
			ChannelTemplates templates = context.getBean(ChannelTemplates.class);
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> template(templates).send(new Moved("moved", "here")))
				.withMessage("A record of the operation 'openAccount' breaks the contract: payload of 'moved' breaks "
						+ "'one of the messages opened' (" + templatesLocation(context.getBean(KafkaContract.class))
						+ ")");
			ChannelTemplate<Object> opening = templates.getByOperation("openAccount");
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> opening.send(new Closed("opened", "quiet")))
				.satisfies((ex) -> assertThat(ex.getViolations()).extracting(Violation::message, Violation::rule)
					.containsExactly(tuple("closed", "message")));
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void sendsAMessageThatOnlyTheChannelHasIfNothingIsRefused(CapturedOutput output) {
		this.contextRunner.withPropertyValues("asyncapi-kafka.enforcement.outbound=warn").run((context) -> {
			template(context.getBean(ChannelTemplates.class)).send(new Moved("moved", "here"))
				.get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.topic, 1)).hasSize(1);
			assertThat(output).contains(
					"Sending a record of the operation 'openAccount' although payload of 'moved' breaks 'one of the messages opened'");
		});
	}

	@Test
	void refusesAPayloadThatNoTypeNamesIfSeveralOperationsCouldSendIt() {
		this.contextRunner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> template(context.getBean(ChannelTemplates.class)).send(Map.of("type", "opened")))
			.withMessageEndingWith(
					"could be any of 'openAccount/opened', 'closeAccount/closed'; name the class like the "
							+ "message, or name the operation"));
	}

	@Test
	void findsTheMessageOfAPayloadThatNoTypeNamesAsAReceiverWould() {
		Contract.running(SeveralMessagesTests.HEAD + """
				  changeAccount: { action: send, channel: { $ref: '#/channels/accounts' } }
				""", this.prefix).run((context) -> {
			ChannelTemplate<Object> template = template(context.getBean(ChannelTemplates.class));
			template.send(Map.of("type", "moved", "to", "here")).get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.topic, 1)).hasSize(1);
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> template.send(Map.of("type", "moved")))
				.satisfies((ex) -> assertThat(ex.getViolations()).extracting(Violation::message, Violation::rule)
					.containsExactly(tuple("moved", "required")));
		});
	}

	private static Object templatesLocation(KafkaContract contract) {
		return contract.operations().get("openAccount").location();
	}

	private static ChannelTemplate<Object> template(ChannelTemplates templates) {
		return templates.get("accounts");
	}

	private static String operation(String id, String message) {
		return """
				  %s:
				    action: send
				    channel: { $ref: '#/channels/accounts' }
				    messages: [ { $ref: '#/channels/accounts/messages/%s' } ]
				""".formatted(id, message);
	}

	private static String text(ConsumerRecord<byte[], byte[]> record) {
		return new String(record.value());
	}

	record Configured(String type, String owner) {

	}

	record Moved(String type, String to) {

	}

	@ChannelMessage("closed")
	record Ended(String type, String reason) {

	}

	static class Closed {

		private final String type;

		private final String reason;

		Closed(String type, String reason) {
			this.type = type;
			this.reason = reason;
		}

		public String getType() {
			return this.type;
		}

		public String getReason() {
			return this.reason;
		}

	}

}

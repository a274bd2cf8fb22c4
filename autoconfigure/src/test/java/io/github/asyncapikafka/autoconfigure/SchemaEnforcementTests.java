package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.autoconfigure.SignupContract.Producers;
import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signups;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.SchemaValidator;
import io.github.asyncapikafka.validation.SchemaViolation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What configuration and schemas say about the check itself, in a running application.
 */
@ExtendWith(OutputCaptureExtension.class)
class SchemaEnforcementTests {

	private final String prefix = Contract.prefix();

	private final ApplicationContextRunner contextRunner = Contract.running(SignupContract.DOCUMENT, this.prefix)
		.withUserConfiguration(Producers.class);

	@Test
	void formatsBreakNothingIfConfigured() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.enforcement.formats=false").run((context) -> {
			Signups signups = context.getBean(Signups.class);
			signups.send("k", new Signup(1, "no address"));
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> signups.send("k", new Signup(11, "no address")))
				.satisfies((ex) -> assertThat(ex.getViolations()).singleElement()
					.satisfies((violation) -> assertThat(violation.rule()).isEqualTo("maximum")));
			assertThat(TestBroker.get().receive(this.prefix + "signups", 1)).hasSize(1);
		});
	}

	@Test
	void keepsWhatIsLargerThanConfiguredWithoutReadingIt(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.enforcement.max-size=1KB")
			.run((context) -> {
				byte[] large = ("{\"id\":1,\"more\":\"" + "x".repeat(2000) + "\"}").getBytes(StandardCharsets.UTF_8);
				send(large);
				send("{\"id\":2}".getBytes(StandardCharsets.UTF_8));
				await(context, 2);
				assertThat(TestBroker.get().receive(this.prefix + "signups-dlt", 1)).singleElement()
					.extracting(ConsumerRecord::value)
					.isEqualTo(large);
				assertThat(output).contains("breaks 'size: at most 1024 bytes (asyncapi-kafka.enforcement.max-size)'");
				assertThat(context.getBean(Reader.class).received()).containsExactly(2);
			});
	}

	@Test
	void readsWhatATopicOfTheContractCanHold() {
		byte[] large = ("{" + " ".repeat(11 * 1024 * 1024) + "\"id\":1}").getBytes(StandardCharsets.UTF_8);
		Contract.application(SignupContract.DOCUMENT)
			.run((context) -> assertThat(violations(context, large)).extracting(SchemaViolation::rule)
				.containsExactly("size"));
		String document = SignupContract.DOCUMENT.replace("partitions: 3",
				"partitions: 3, topicConfiguration: { max.message.bytes: 20971520 }");
		Contract.application(document).run((context) -> assertThat(violations(context, large)).isEmpty());
		Contract.application(SignupContract.DOCUMENT)
			.withPropertyValues("asyncapi-kafka.channels.signups.configuration.[max.message.bytes]=20971520")
			.run((context) -> assertThat(violations(context, large)).isEmpty());
	}

	@Test
	void keepsWhatIsBeyondTheLimitsOfTheParser() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			List<String> beyond = List.of("{\"id\":" + "[".repeat(501) + "]".repeat(501) + "}",
					"{\"id\":" + "1".repeat(1_001) + "}", "{\"" + "n".repeat(50_001) + "\":1}",
					"{\"id\":0." + "1".repeat(1_001) + "}");
			beyond.forEach((text) -> send(text.getBytes(StandardCharsets.UTF_8)));
			send("{\"id\":2}".getBytes(StandardCharsets.UTF_8));
			await(context, 2);
			assertThat(TestBroker.get().receive(this.prefix + "signups-dlt", beyond.size()))
				.extracting((letter) -> new String(letter.value(), StandardCharsets.UTF_8))
				.containsExactlyInAnyOrderElementsOf(beyond);
		});
	}

	@Test
	void receivesWhatOnlyASlowEngineWouldRefuse() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send(("{\"id\":3,\"mac\":\"" + "AB:".repeat(20_000) + "\"}").getBytes(StandardCharsets.UTF_8));
			await(context, 3);
		});
	}

	@Test
	void schemasThatNobodyCanCheckStopTheStart() {
		String unknown = document("{ schemaFormat: application/vnd.unknown, schema: {} }");
		ApplicationContextRunner runner = Contract.application(unknown)
			.withPropertyValues("asyncapi-kafka.document.validation=lenient")
			.withUserConfiguration(Producers.class);
		runner.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.hasMessageContaining("Nothing can be checked against a schema in the format 'application/vnd.unknown'"));
		runner.withPropertyValues("asyncapi-kafka.messages.signup.pass-through=true")
			.run((context) -> assertThat(context).hasNotFailed());
		Contract.application(document("{ allOf: [{ $ref: '#/components/schemas/loop' }] }"))
			.withUserConfiguration(Producers.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("The schema leads back to itself at '#/$defs/d1/anyOf/0'"));
	}

	/**
	 * Return the contract with another schema of the payload.
	 */
	private static String document(String payload) {
		return """
				asyncapi: 3.1.0
				info: { title: Signups, version: 1.0.0 }
				defaultContentType: application/json
				channels:
				  signups:
				    address: signups
				    messages: { signup: { payload: %s } }
				operations:
				  publishSignup: { action: send, channel: { $ref: '#/channels/signups' } }
				components:
				  schemas:
				    loop: { anyOf: [{ $ref: '#/components/schemas/loop' }] }
				""".formatted(payload);
	}

	private static List<SchemaViolation> violations(AssertableApplicationContext context, byte[] text) {
		KafkaContract contract = context.getBean(KafkaContract.class);
		return context.getBean(SchemaValidator.class)
			.compile(Objects
				.requireNonNull(contract.operations().get("publishSignup").messages().get(0).payloadSchema()))
			.json(text);
	}

	private void send(byte[] value) {
		TestBroker.get()
			.send(new ProducerRecord<>(this.prefix + "signups", 0, "k".getBytes(StandardCharsets.UTF_8), value));
	}

	private static void await(AssertableApplicationContext context, int id) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> context.getBean(Reader.class).received().contains(id));
	}

}

package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.asyncapikafka.autoconfigure.SignupContract.Producers;
import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signups;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.kafka.check.ViolationListener;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.JsonSchemaValidator;
import io.github.asyncapikafka.validation.SchemaCheck;
import io.github.asyncapikafka.validation.SchemaValidator;
import io.github.asyncapikafka.validation.SchemaViolation;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What follows from a violation, in both directions, on a real broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class EnforcementTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "signups";

	private final ApplicationContextRunner contextRunner = Contract.running(SignupContract.DOCUMENT, this.prefix)
		.withUserConfiguration(Producers.class);

	@Test
	void refusesToSendWhatBreaksTheContract() {
		this.contextRunner.run((context) -> {
			Signups signups = context.getBean(Signups.class);
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> signups.send("k", new Signup(11, "secret")))
				.satisfies((ex) -> {
					assertThat(ex.getOperationId()).isEqualTo("publishSignup");
					assertThat(ex.getViolations())
						.extracting(Violation::part, Violation::message, Violation::pointer, Violation::rule,
								Violation::expectation)
						.containsExactlyInAnyOrder(tuple(Part.PAYLOAD, "signup", "/id", "maximum", "maximum: 10"),
								tuple(Part.PAYLOAD, "signup", "/email", "format", "format: email"));
					assertThat(ex.getViolations().get(0).location()).isNotNull();
					assertThat(ex).hasMessageNotContaining("secret").hasMessageContaining("payload /");
				});
			signups.send("k", new Signup(1, "a@example.com"));
			assertThat(TestBroker.get().receive(this.topic, 1)).extracting(ConsumerRecord::value)
				.satisfiesExactly((value) -> assertThat(value).asString().contains("\"id\":1"));
		});
	}

	@Test
	void throwsAViolationFromAMethodThatReturnsAFuture() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(ContractViolationException.class)
			.isThrownBy(() -> context.getBean(Signups.class).sendLater("k", new Signup(11, "a@example.com"))));
	}

	@Test
	void refusesToSendAKeyThatBreaksTheContractOrIsMissing() {
		this.contextRunner.run((context) -> {
			Signups signups = context.getBean(Signups.class);
			Signup valid = new Signup(1, "a@example.com");
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> signups.send("NOT A KEY", valid))
				.satisfies((ex) -> assertThat(ex.getViolations()).extracting(Violation::part, Violation::rule)
					.containsExactly(tuple(Part.KEY, "pattern")));
			assertThatExceptionOfType(ContractViolationException.class).isThrownBy(() -> signups.send(null, valid))
				.satisfies((ex) -> assertThat(ex.getViolations()).extracting(Violation::part, Violation::rule)
					.containsExactly(tuple(Part.KEY, "type")));
		});
	}

	@Test
	void sendsTheOnlyKeyThatTheContractAllows() {
		String document = SignupContract.DOCUMENT.replace("{ type: string, pattern: '^[a-z0-9]+$' }",
				"{ type: string, enum: [all] }");
		Contract.running(document, this.prefix).withUserConfiguration(Producers.class).run((context) -> {
			context.getBean(Signups.class).send(null, new Signup(1, "a@example.com"));
			assertThat(TestBroker.get().receive(this.topic, 1).get(0).key()).asString().isEqualTo("all");
		});
	}

	@Test
	void sendsWithAWarningIfConfigured(CapturedOutput output) {
		this.contextRunner.withPropertyValues("asyncapi-kafka.enforcement.outbound=warn").run((context) -> {
			context.getBean(Signups.class).send("k", new Signup(11, "a@example.com"));
			assertThat(TestBroker.get().receive(this.topic, 1)).hasSize(1);
			assertThat(output).containsPattern(
					"WARN .*Sending a record of the operation 'publishSignup' although payload /id of 'signup' breaks 'maximum: 10' \\(.*:15:\\d+\\)");
		});
	}

	@Test
	void channelsCanBeEnforcedDifferently(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("asyncapi-kafka.enforcement.outbound=reject",
					"asyncapi-kafka.channels.signups.enforcement.outbound=off")
			.run((context) -> {
				context.getBean(Signups.class).send("k", new Signup(11, "a@example.com"));
				assertThat(TestBroker.get().receive(this.topic, 1)).hasSize(1);
				assertThat(output).doesNotContain("breaks 'maximum");
			});
	}

	@Test
	void refusesToReceiveWithOneLineThatSaysNothingOfThePayload(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send("k", "{\"id\":11,\"email\":\"secret\"}");
			send("k", "{\"id\":1}");
			awaitReceived(context.getBean(Reader.class), 1);
			assertThat(output.getAll().lines().filter((line) -> line.contains("WARN") && line.contains("Refused")))
				.singleElement()
				.asString()
				.matches(".*Refused " + this.topic + "-\\d@0 of the operation 'onSignup': "
						+ "payload /(id|email) of 'signup' breaks '.*' \\(.*\\) and 1 more");
			assertThat(output).doesNotContain("secret");
		});
	}

	@Test
	void writesNothingOfARecordIntoTheLogThatIsNotPrintable(CapturedOutput output) {
		String document = SignupContract.DOCUMENT.replace("required: [id]",
				"additionalProperties: { type: integer }\n          required: [id]");
		Contract.running(document, this.prefix).withBean(Reader.class).run((context) -> {
			send("k", "{\"id\":1,\"a\\u001b[31m\\nERROR forged\\r\\u2028\":\"secret\"}");
			send("k", "{\"id\":1}");
			awaitReceived(context.getBean(Reader.class), 1);
			assertThat(output.getAll().lines().filter((line) -> line.contains("forged"))).singleElement()
				.asString()
				.contains("Refused ")
				.doesNotContain("\u001b", "\u2028", "secret");
		});
	}

	@Test
	void losesNothingIfAViolationCannotBeCounted() {
		this.contextRunner.withBean(Reader.class).withBean(ViolationListener.class, () -> (operation, rule) -> {
			throw new IllegalStateException("Fails");
		}).run((context) -> {
			send("k", "{\"id\":11}");
			send("k", "{\"id\":1}");
			awaitReceived(context.getBean(Reader.class), 1);
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).hasSize(1);
		});
	}

	@Test
	void receivesWithAWarningIfConfigured(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.enforcement.inbound=warn")
			.run((context) -> {
				send("k", "{\"id\":11}");
				awaitReceived(context.getBean(Reader.class), 11);
				assertThat(output)
					.containsPattern("WARN .*Accepted .*-\\d@0 of the operation 'onSignup' although payload /id");
			});
	}

	@Test
	void saysOnceThatItCannotReadWhatItWouldHaveAcceptedWithAWarning(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.enforcement.inbound=warn")
			.run((context) -> {
				send("k", "nojson");
				send("k", "{\"id\":1}");
				awaitReceived(context.getBean(Reader.class), 1);
				assertThat(output.getAll().lines().filter((line) -> line.contains("of the operation 'onSignup'")))
					.singleElement()
					.asString()
					.contains("Refused ");
			});
	}

	@Test
	void receivesEverythingReadableIfConfigured(CapturedOutput output) {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.enforcement.inbound=off")
			.run((context) -> {
				send(null, "{\"id\":11}");
				awaitReceived(context.getBean(Reader.class), 11);
				assertThat(output).doesNotContain("breaks");
			});
	}

	@Test
	void countsViolationsByOperationDirectionAndRule() {
		this.contextRunner.withBean(Reader.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AutoConfigurations.of(AsyncApiKafkaMetricsAutoConfiguration.class))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				send("k", "{\"id\":11}");
				send("k", "{\"id\":12}");
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> count(registry, "onSignup", "inbound", "maximum") == 2);
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> context.getBean(Signups.class).send("k", new Signup(1, "secret")));
				assertThat(count(registry, "publishSignup", "outbound", "format")).isEqualTo(1);
			});
	}

	@Test
	void anApplicationCanCheckInItsOwnWay() {
		this.contextRunner.withBean(SchemaValidator.class, () -> (schema) -> new Refusing()).run((context) -> {
			assertThatExceptionOfType(ContractViolationException.class)
				.isThrownBy(() -> context.getBean(Signups.class).send("k", new Signup(1, "a@example.com")))
				.satisfies((ex) -> assertThat(ex.getViolations()).extracting(Violation::rule).contains("never"));
		});
	}

	@Test
	void aCheckThatFailsIsAViolationAndNotTheEndOfTheConsumer() {
		Map<Integer, Supplier<Throwable>> failures = Map.of(2, IllegalStateException::new, 3, StackOverflowError::new,
				4, AssertionError::new);
		this.contextRunner
			.withBean(SchemaValidator.class,
					() -> (schema) -> new Failing(new JsonSchemaValidator().compile(schema), failures))
			.withBean(Reader.class)
			.run((context) -> {
				for (int id = 1; id <= 5; id++) {
					send("k", "{\"id\":" + id + "}");
				}
				Reader reader = context.getBean(Reader.class);
				awaitReceived(reader, 5);
				assertThat(reader.received()).containsExactly(1, 5);
				assertThat(TestBroker.get().receive(this.topic + "-dlt", 3))
					.extracting((letter) -> new String(letter.headers().lastHeader(DeadLetterHeaders.RULE).value()))
					.containsOnly("error");
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> context.getBean(Signups.class).send("k", new Signup(3, "a@example.com")));
			});
	}

	@Test
	void receivingChannelsCanBeEnforcedDifferently() {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.enforcement.inbound=reject",
					"asyncapi-kafka.channels.signups.enforcement.inbound=warn")
			.run((context) -> {
				send("k", "{\"id\":11}");
				awaitReceived(context.getBean(Reader.class), 11);
			});
	}

	@Test
	void sendsNoHalfOfACharacter() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.enforcement.outbound=off").run((context) -> {
			Signups signups = context.getBean(Signups.class);
			assertThatExceptionOfType(SerializationException.class)
				.isThrownBy(() -> signups.send("k\udc00", new Signup(1, "a")))
				.withMessageContaining("surrogate");
			ChannelTemplate<Object> template = context.getBean(ChannelTemplates.class).get("signups");
			assertThatExceptionOfType(SerializationException.class)
				.isThrownBy(() -> template.send("{\"email\":\"a\ud800b\"}"))
				.withMessageContaining("surrogate");
			signups.send("k", new Signup(1, "a\ud800b"));
			assertThat(TestBroker.get().receive(this.topic, 1)).extracting(ConsumerRecord::value)
				.satisfiesExactly((value) -> assertThat(value).asString().containsIgnoringCase("a\\ud800b"));
		});
	}

	@Test
	void findsSchemasThatCannotBeCheckedAtStartUp() {
		String document = SignupContract.DOCUMENT.replace("pattern: '^[a-z0-9]+$'", "pattern: '('")
			.replace("type: integer", "type: int");
		Contract.running(document, this.prefix)
			.withPropertyValues("asyncapi-kafka.document.validation=lenient")
			.withUserConfiguration(Producers.class)
			.withBean(Reader.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("The schema is wrong at '/properties/id/type'")
				.hasMessageContaining("The pattern '('"));
	}

	private static double count(MeterRegistry registry, String operation, String direction, String rule) {
		return registry.find("asyncapi.kafka.violations")
			.tags("operation", operation, "direction", direction, "rule", rule)
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	private void send(@Nullable String key, String value) {
		TestBroker.get()
			.send(new ProducerRecord<>(this.topic, (key != null) ? key.getBytes(StandardCharsets.UTF_8) : null,
					value.getBytes(StandardCharsets.UTF_8)));
	}

	private static void awaitReceived(Reader reader, int id) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reader.received().contains(id));
	}

	/**
	 * A check that fails for some ids.
	 */
	record Failing(SchemaCheck delegate, Map<Integer, Supplier<Throwable>> failures) implements SchemaCheck {

		@Override
		public List<SchemaViolation> json(byte[] text) {
			this.failures.forEach((id, failure) -> {
				if (new String(text, StandardCharsets.UTF_8).contains("\"id\":" + id)) {
					throw Failing.<RuntimeException>sneaky(failure.get());
				}
			});
			return this.delegate.json(text);
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> T sneaky(Throwable failure) throws T {
			throw (T) failure;
		}

		@Override
		public List<SchemaViolation> value(@Nullable Object value) {
			return this.delegate.value(value);
		}

	}

	/**
	 * A check that nothing passes.
	 */
	static class Refusing implements SchemaCheck {

		@Override
		public List<SchemaViolation> json(byte[] text) {
			return List.of(new SchemaViolation("", "never", "nothing", null));
		}

		@Override
		public List<SchemaViolation> value(@Nullable Object value) {
			return List.of();
		}

	}

}

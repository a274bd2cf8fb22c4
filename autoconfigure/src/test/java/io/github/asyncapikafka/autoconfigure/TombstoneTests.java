package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.actuate.SkippedRecordMetrics;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Records without a payload on a real broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class TombstoneTests {

	private static final String COMPACTED = """
			asyncapi: 3.1.0
			info: { title: Profiles, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  profiles:
			    address: profiles
			    bindings: { kafka: { partitions: 1, topicConfiguration: { cleanup.policy: [compact] } } }
			    messages:
			      profile:
			        payload: { type: object, required: [name] }
			        bindings: { kafka: { key: { type: string } } }
			operations:
			  onProfile: { action: receive, channel: { $ref: '#/channels/profiles' } }
			  publishProfile: { action: send, channel: { $ref: '#/channels/profiles' } }
			""";

	private static final String DELETED = COMPACTED.replace("cleanup.policy: [compact]", "cleanup.policy: [delete]");

	private static final String WARNING = "Records without a payload are skipped by ";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "profiles";

	@ParameterizedTest
	@ValueSource(classes = { NullListener.class, RecordListener.class, KafkaNullHandler.class,
			KafkaNullAndDefaultHandler.class, DefaultHandler.class, BatchListener.class, RecordBatchListener.class })
	void givesTombstonesOfACompactedTopicToAListenerThatTakesThem(Class<? extends SeveralMessagesTests.Listener> type,
			CapturedOutput output) {
		running(COMPACTED).withBean(type).run((context) -> {
			send("k1", null);
			send("k1", "{\"name\":\"ada\"}");
			SeveralMessagesTests.Listener listener = context.getBean(type);
			assertThat(List.of(listener.next(), listener.next())).containsExactly("null", "ada");
		});
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void givesATombstoneThatCouldBeAMessageNobodyTakesToTheHandlerOfTombstones() {
		String document = COMPACTED.replace("      profile:\n", """
				draft:
				  payload: { type: object, required: [draft] }
				  bindings: { kafka: { key: { type: string } } }
				profile:
				""".indent(6));
		running(document).withBean(KafkaNullHandler.class)
			.withPropertyValues("asyncapi-kafka.operations.onProfile.unhandled=skip")
			.run((context) -> {
				send("k1", "{\"draft\":1}");
				send("k1", null);
				send("k1", "{\"name\":\"ada\"}");
				KafkaNullHandler listener = context.getBean(KafkaNullHandler.class);
				assertThat(List.of(listener.next(), listener.next())).containsExactly("null", "ada");
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { PlainListener.class, PlainHandler.class, PlainBatchListener.class })
	void skipsTombstonesThatNoHandlerTakes(Class<? extends SeveralMessagesTests.Listener> type, CapturedOutput output) {
		running(COMPACTED).withBean(type)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AutoConfigurations.of(AsyncApiKafkaMetricsAutoConfiguration.class))
			.run((context) -> {
				send("k1", null);
				send("k1", "{\"name\":\"ada\"}");
				send("k1", null);
				assertThat(context.getBean(type).next()).isEqualTo("ada");
				SeveralMessagesTests.awaitCommitted("profiles", this.topic, 3);
				assertThat(context.getBean(MeterRegistry.class)
					.get(SkippedRecordMetrics.NAME)
					.tags("operation", "onProfile", "message", "profile", "reason", "tombstone")
					.counter()
					.count()).isEqualTo(2);
			});
		assertThat(output).containsOnlyOnce(WARNING + "TombstoneTests." + type.getSimpleName())
			.doesNotContain("Refused");
		assertThat(output).contains(" of the operation 'onProfile', although the topic is compacted. Take them with "
				+ "@Payload(required = false).");
	}

	@ParameterizedTest
	@ValueSource(classes = { NullListener.class, PlainListener.class })
	void tombstoneOfAnotherTopicIsADeadLetter(Class<? extends SeveralMessagesTests.Listener> type) {
		running(DELETED).withBean(type).run((context) -> {
			send("k1", null);
			send("k1", "{\"name\":\"ada\"}");
			assertThat(context.getBean(type).next()).isEqualTo("ada");
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).extracting(ConsumerRecord::value)
				.containsOnlyNulls();
		});
	}

	@Test
	void tombstoneWhoseKeyBreaksTheContractIsADeadLetter() {
		running(COMPACTED.replace("key: { type: string }", "key: { type: string, pattern: ^k }"))
			.withBean(NullListener.class)
			.run((context) -> {
				send("x1", null);
				send("k1", null);
				assertThat(context.getBean(NullListener.class).next()).isEqualTo("null");
				assertThat(TestBroker.get().receive(this.topic + "-dlt", 1))
					.extracting((record) -> new String(record.key()))
					.containsExactly("x1");
			});
	}

	@Test
	void schemaThatNamesNullAdmitsTombstones(CapturedOutput output) {
		running(DELETED.replace("type: object, required: [name]", "oneOf: [ { type: object }, { type: 'null' } ]"))
			.withBean(PlainListener.class)
			.run((context) -> {
				send("k1", null);
				send("k1", "{\"name\":\"ada\"}");
				assertThat(context.getBean(PlainListener.class).next()).isEqualTo("ada");
			});
		assertThat(output).contains("although the payload of 'profile' can be null.").doesNotContain("Refused");
	}

	@Test
	void sendsTombstonesToACompactedTopicIfTheyHaveAKey() {
		running(COMPACTED.replace("bindings: { kafka: { key: { type: string } } }", "name: profile")).run((context) -> {
			ChannelTemplate<Profile> template = context.getBean(ChannelTemplates.class).get("profiles");
			template.send("k1", null).get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.topic, 1)).extracting(ConsumerRecord::value).containsOnlyNulls();
			assertThatExceptionOfType(ContractViolationException.class).isThrownBy(() -> template.send(null, null))
				.satisfies((ex) -> assertThat(ex.getViolations())
					.extracting(Violation::part, Violation::rule, Violation::expectation)
					.containsExactly(tuple(Part.KEY, "required", "a key, because the topic is compacted")));
		});
	}

	@Test
	void refusesToSendATombstoneToAnotherTopic() {
		running(DELETED).run((context) -> {
			ChannelTemplate<Profile> template = context.getBean(ChannelTemplates.class).get("profiles");
			assertThatExceptionOfType(ContractViolationException.class).isThrownBy(() -> template.send("k1", null))
				.satisfies((ex) -> assertThat(ex.getViolations()).extracting(Violation::part, Violation::rule)
					.containsExactly(tuple(Part.PAYLOAD, "type")));
		});
	}

	private ApplicationContextRunner running(String document) {
		return Contract.running(document, this.prefix).withPropertyValues("spring.kafka.consumer.group-id=profiles");
	}

	private void send(String key, String value) {
		TestBroker.get()
			.send(new ProducerRecord<>(this.topic, 0, key.getBytes(), (value != null) ? value.getBytes() : null));
	}

	record Profile(String name) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	static class NullListener extends SeveralMessagesTests.Listener {

		@ChannelListener("profiles")
		void on(@Payload(required = false) Profile profile) {
			received(String.valueOf(profile));
		}

	}

	static class RecordListener extends SeveralMessagesTests.Listener {

		@ChannelListener("profiles")
		void on(ConsumerRecord<String, Profile> record) {
			received(String.valueOf(record.value()));
		}

	}

	static class PlainListener extends SeveralMessagesTests.Listener {

		@ChannelListener("profiles")
		void on(Profile profile) {
			received(profile);
		}

	}

	@ChannelListener("profiles")
	static class KafkaNullHandler extends SeveralMessagesTests.Listener {

		@KafkaHandler
		void on(Profile profile) {
			received(profile);
		}

		@KafkaHandler
		void deleted(@Payload(required = false) KafkaNull nothing) {
			received("null");
		}

	}

	@ChannelListener("profiles")
	static class KafkaNullAndDefaultHandler extends KafkaNullHandler {

		@KafkaHandler(isDefault = true)
		void other(Object other) {
			received("other " + other);
		}

	}

	@ChannelListener("profiles")
	static class DefaultHandler extends SeveralMessagesTests.Listener {

		@KafkaHandler
		void on(Profile profile) {
			received(profile);
		}

		@KafkaHandler(isDefault = true)
		void deleted(Object other) {
			received((other instanceof KafkaNull) ? "null" : "other " + other);
		}

	}

	@ChannelListener("profiles")
	static class PlainHandler extends SeveralMessagesTests.Listener {

		@KafkaHandler
		void on(Profile profile) {
			received(profile);
		}

	}

	static class BatchListener extends SeveralMessagesTests.Listener {

		@ChannelListener(value = "profiles", batch = "true")
		void on(@Payload(required = false) List<Profile> profiles) {
			profiles.forEach((profile) -> received(String.valueOf(profile)));
		}

	}

	static class RecordBatchListener extends SeveralMessagesTests.Listener {

		@ChannelListener(value = "profiles", batch = "true")
		void on(List<ConsumerRecord<String, Profile>> records) {
			records.forEach((record) -> received(String.valueOf(record.value())));
		}

	}

	static class PlainBatchListener extends SeveralMessagesTests.Listener {

		@ChannelListener(value = "profiles", batch = "true")
		void on(List<Profile> profiles) {
			profiles.forEach(this::received);
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;

import static io.github.asyncapikafka.autoconfigure.InspectionTests.findings;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers of the code held against the {@code headers} schemas of the contract.
 */
class HeaderInspectionTests {

	private static final String JOBS = """
			asyncapi: 3.1.0
			info: { title: Jobs, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  jobs:
			    address: jobs
			    messages:
			      started:
			        correlationId: { location: $message.header#/request }
			        headers:
			          $ref: '#/components/schemas/Headers'
			      stopped:
			        headers:
			          type: object
			          required: [ kind, tenant ]
			          properties: { kind: { const: stopped }, tenant: { type: string }, attempt: { type: string } }
			operations:
			  onJob:
			    action: receive
			    channel: { $ref: '#/channels/jobs' }
			    bindings: { kafka: { groupId: { const: jobs } } }
			  sendJob: { action: send, channel: { $ref: '#/channels/jobs' } }
			components:
			  schemas:
			    Headers:
			      allOf:
			        - $ref: '#/components/schemas/Tenant'
			        - type: object
			          required: [ kind, request, priority ]
			          properties:
			            kind: { enum: [ started ] }
			            request: { type: string }
			            priority: { $ref: '#/components/schemas/Priority' }
			            attempt: { type: integer, format: int64 }
			            detail: { type: object }
			    Tenant:
			      type: object
			      required: [ tenant ]
			      properties: { tenant: { type: string, format: uuid } }
			    Priority: { enum: [ low, high ] }
			""";

	@Test
	void headersThatFit() {
		assertThat(findings(jobs(Fitting.class).withUserConfiguration(FittingSenders.class))).isEmpty();
	}

	@Test
	void headerThatTheContractLeavesOptional() {
		assertThat(findings(jobs(Optionals.class))).containsExactly(
				"34:13 [header-required] Optionals.on requires the header 'attempt', which the contract leaves "
						+ "optional. Set 'required' of the @Header to false, or require the header in the contract.");
	}

	@Test
	void headerThatTheContractDoesNotName() {
		assertThat(findings(jobs(Unnamed.class))).containsExactly(
				"25:5 [header-required] Unnamed.on requires the header 'trace', which the contract does not "
						+ "name. Set 'required' of the @Header to false, or require the header in the contract.");
	}

	@Test
	void headersOfOtherTypes() {
		assertThat(findings(jobs(OtherTypes.class))).containsExactly(
				"39:21 [type-values] OtherTypes.on: the header 'tenant' is int, which cannot hold the contract's "
						+ "strings. Use String, or a type that is a string in JSON.",
				"16:51 [type-enum] OtherTypes.on: the header 'tenant' is Priority, but the contract allows any "
						+ "text there. Use String, or list the values with 'enum' in the contract.",
				"34:13 [type-width] OtherTypes.on: the header 'attempt' is Integer, but the contract allows "
						+ "numbers up to 9223372036854775807. Use long, or state narrower bounds in the contract.",
				"40:5 [type-enum] OtherTypes.on: the header 'priority' is Level, which lacks the contract's "
						+ "'high'. Add the constants.");
	}

	@Test
	void onlyWhatHoldsForAllMessagesIsReported() {
		assertThat(findings(jobs(AnyJob.class))).containsExactly(
				"39:21 [type-values] AnyJob.on: the header 'tenant' is int, which cannot hold the contract's "
						+ "strings. Use String, or a type that is a string in JSON.",
				"25:5 [header-required] AnyJob.on requires the header 'trace', which the contract does not name. "
						+ "Set 'required' of the @Header to false, or require the header in the contract.",
				"34:13 [header-required] AnyJob.on requires the header 'attempt', which the contract leaves "
						+ "optional. Set 'required' of the @Header to false, or require the header in the contract.");
	}

	@Test
	void senderWithoutARequiredHeader() {
		assertThat(findings(jobs(Fitting.class).withUserConfiguration(Forgetful.class))).containsExactly(
				"36:5 [missing-header] Forgetful.Sender.start gives no value for the header 'tenant', which the "
						+ "message 'started' requires. Give the method a parameter with @Header(\"tenant\"), or let it "
						+ "take a Message with its headers.",
				"40:5 [type-enum] Forgetful.Sender.start: the header 'priority' is Level, which is written as "
						+ "'medium', which the contract does not have. Remove or rename the constants, or add the values "
						+ "to the contract.");
		jobs(Fitting.class).withUserConfiguration(Forgetful.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("[missing-header] "));
	}

	@Test
	void headersAreNotComparedWithoutASchema() {
		assertThat(findings(Contract.application("""
				asyncapi: 3.1.0
				info: { title: Jobs, version: 1.0.0 }
				channels: { jobs: { address: jobs, messages: { job: {} } } }
				operations:
				  onJob:
				    action: receive
				    channel: { $ref: '#/channels/jobs' }
				    bindings: { kafka: { groupId: { const: jobs } } }
				""").withBean(AnyJob.class))).isEmpty();
	}

	private static ApplicationContextRunner jobs(Class<?> listener) {
		return Contract.application(JOBS).withBean(listener);
	}

	enum Priority {

		low, high

	}

	enum Level {

		low, medium

	}

	record Started(String job) {

	}

	record Stopped(String job) {

	}

	@ChannelListener("jobs")
	static class Fitting {

		@KafkaHandler
		void on(Started job, @Header("tenant") UUID tenant, @Header("kind") String kind,
				@Header("priority") Priority priority, @Header("request") String request,
				@Header(name = "attempt", required = false) Long attempt,
				@Header(name = "detail", required = false) String detail,
				@Header(name = "other", defaultValue = "none") String other, @Header("attempt") Optional<Long> again,
				@Header(KafkaHeaders.RECEIVED_TOPIC) String topic, @Header(MessageHeaders.ID) UUID id) {
		}

		@KafkaHandler
		void on(Stopped job, @Header("tenant") String tenant) {
		}

	}

	@ChannelListener("jobs")
	static class Optionals {

		@KafkaHandler
		void on(Started job, @Header("attempt") Long attempt) {
		}

		@KafkaHandler
		void on(Stopped job) {
		}

	}

	@ChannelListener("jobs")
	static class Unnamed {

		@KafkaHandler
		void on(Started job, @Header("trace") String trace) {
		}

		@KafkaHandler
		void on(Stopped job) {
		}

	}

	@ChannelListener("jobs")
	static class OtherTypes {

		@KafkaHandler
		void on(Started job, @Header("priority") Level priority, @Header("tenant") int tenant,
				@Header(name = "attempt", required = false) Optional<Integer> attempt) {
		}

		@KafkaHandler
		void on(Stopped job, @Header("tenant") Priority tenant) {
		}

	}

	static class AnyJob {

		@ChannelListener("jobs")
		void on(Object job, @Header("attempt") Integer attempt, @Header("tenant") int tenant,
				@Header("priority") Level priority, @Header("trace") String trace) {
		}

	}

	@ImportChannelProducers(FittingSenders.Sender.class)
	static class FittingSenders {

		@ChannelProducer
		interface Sender {

			@Send("jobs")
			void start(Started job, @Header("tenant") UUID tenant, @Header("priority") Priority priority);

			@Send("jobs")
			void stop(Stopped job, @Header(name = "tenant", required = false) String tenant);

			@Send("jobs")
			void start(Message<Started> job);

		}

	}

	@ImportChannelProducers(Forgetful.Sender.class)
	static class Forgetful {

		@ChannelProducer
		interface Sender {

			@Send("jobs")
			void start(Started job, @Header("priority") Level priority);

		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ChannelTemplate.Outbound;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The headers of records that are sent, on a real broker.
 */
class HeaderSendingTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  orders:
			    address: orders
			    messages:
			      order:
			        payload: {}
			        headers: %s
			        correlationId: { location: '%s' }
			    bindings: { kafka: { partitions: 1 } }
			operations:
			  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
			""";

	private static final String TYPED = "{ type: object, required: [attempt, version, kind], properties: { "
			+ "attempt: { type: integer, maximum: 5 }, version: { type: integer, const: 2 }, "
			+ "kind: { enum: [order] }, fixed: { const: a }, id: { type: string, format: uuid }, "
			+ "at: { type: string, format: date-time }, __TypeId__: { type: string }, "
			+ "kafka_correlationId: { type: string } } }";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	@Test
	void sendsConstantHeadersThatNobodyGives() {
		run(TYPED, "$message.payload#/id", (templates, orders) -> {
			orders.later("{}", 5, null).get(30, TimeUnit.SECONDS);
			templates.get("orders").message("{}").header("attempt", 1).header("kind", "order").send().get();
			assertThat(sent(2)).containsExactly(Map.of("attempt", "5", "version", "2", "kind", "order"),
					Map.of("attempt", "1", "kind", "order", "version", "2"));
		});
	}

	@Test
	void refusesHeadersThatBreakTheContractBeforeAnythingIsSent() {
		run(TYPED, "$message.payload#/id", (templates, orders) -> {
			Violations violations = new Violations();
			violations.of(() -> orders.later("{}", 6, null));
			violations.of(() -> orders.now("{}", "secret"));
			violations
				.of(() -> templates.get("orders").message("{}").header("attempt", 1).header("kind", "other").send());
			violations.of(() -> templates.get("orders").send(MessageBuilder.withPayload((Object) "{}").build()));
			assertThat(violations.found)
				.extracting(Violation::part, Violation::message, Violation::pointer, Violation::rule)
				.containsExactly(tuple(Part.HEADERS, "order", "/attempt", "maximum"),
						tuple(Part.HEADERS, "order", "/attempt", "type"), tuple(Part.HEADERS, "order", "/kind", "enum"),
						tuple(Part.HEADERS, "order", "/attempt", "required"));
			assertThat(violations.found).allMatch((violation) -> violation.location() != null)
				.noneMatch((violation) -> violation.toString().contains("secret"));
			orders.now("{}", "1");
			assertThat(sent(1)).hasSize(1);
		});
	}

	@Test
	void writesValuesAsTheFormatsOfSchemasWantThem() {
		run("{ type: object, properties: { uuid: { format: uuid }, at: { format: date-time }, zoned: { format: date-time }, "
				+ "instant: { format: date-time }, date: { format: date }, duration: { format: duration }, number: { type: number }, "
				+ "flag: { type: boolean }, kind: { enum: [NANOSECONDS] }, uri: { format: uri } } }",
				"$message.payload#/id", (templates, orders) -> {
					Map<String, Object> values = new LinkedHashMap<>();
					values.put("uuid", new UUID(1, 2));
					values.put("at", OffsetDateTime.parse("2026-02-03T04:00Z"));
					values.put("zoned", ZonedDateTime.of(2026, 2, 3, 4, 0, 0, 0, ZoneId.of("Europe/Berlin")));
					values.put("instant", Instant.parse("2026-02-03T04:00:00Z"));
					values.put("date", LocalDate.of(2026, 2, 3));
					values.put("duration", Duration.ofMinutes(90));
					values.put("number", 1e10);
					values.put("flag", true);
					values.put("kind", TimeUnit.NANOSECONDS);
					values.put("uri", URI.create("https://example.com"));
					values.put("time", LocalTime.of(4, 0));
					Outbound outbound = templates.get("orders").message("{}");
					values.forEach(outbound::header);
					outbound.send().get(30, TimeUnit.SECONDS);
					assertThat(sent(1).get(0)).isEqualTo(Map.ofEntries(
							Map.entry("uuid", "00000000-0000-0001-0000-000000000002"),
							Map.entry("at", "2026-02-03T04:00:00Z"), Map.entry("zoned", "2026-02-03T04:00:00+01:00"),
							Map.entry("instant", "2026-02-03T04:00:00Z"), Map.entry("date", "2026-02-03"),
							Map.entry("duration", "PT1H30M"), Map.entry("number", "10000000000"),
							Map.entry("flag", "true"), Map.entry("kind", "NANOSECONDS"),
							Map.entry("uri", "https://example.com"), Map.entry("time", "04:00:00")));
				});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{ }                                               | [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}
			{ type: string, format: uuid }                    | [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}
			{ type: string, maxLength: 32 }                   | [0-9a-f]{32}
			{ type: string, pattern: "^[0-9A-Fa-f]{16}$" }    | [0-9a-f]{16}
			{ type: integer }                                 | [1-9][0-9]*
			{ type: integer, maximum: 2147483647 }            | [1-9][0-9]*
			""")
	void generatesACorrelationIdThatTheSchemaAllows(String schema, String expected) {
		run("{ type: object, required: [trace], properties: { trace: %s } }".formatted(schema),
				"$message.header#/trace", (templates, orders) -> {
					Outbound outbound = templates.get("orders").message("{}");
					outbound.send().get(30, TimeUnit.SECONDS);
					outbound.send().get(30, TimeUnit.SECONDS);
					List<Map<String, String>> sent = sent(2);
					assertThat(sent).allSatisfy((headers) -> assertThat(headers.get("trace")).matches(expected))
						.doesNotHaveDuplicates();
				});
	}

	@Test
	void generatesACorrelationIdThatLiesInsideAHeader() {
		run("{ type: object, properties: { meta: { type: object, required: [ids], properties: { "
				+ "ids: { type: object, properties: { trace: { type: string, format: uuid } } } } } } }",
				"$message.header#/meta/ids/trace", (templates, orders) -> {
					templates.get("orders").send("{}").get(30, TimeUnit.SECONDS);
					templates.get("orders")
						.message("{}")
						.header("meta", "{\"ids\":{}}")
						.send()
						.get(30, TimeUnit.SECONDS);
					List<Map<String, String>> sent = sent(2);
					assertThat(sent.get(0).get("meta")).matches("\\{\"ids\":\\{\"trace\":\"[0-9a-f-]{36}\"}}");
					assertThat(sent.get(1)).isEqualTo(Map.of("meta", "{\"ids\":{}}"));
				});
	}

	@Test
	void sendsTheCorrelationIdThatTheSenderGives() {
		run("{ type: object }", "$message.header#/kafka_correlationId", (templates, orders) -> {
			templates.get("orders").message("{}").header("kafka_correlationId", "a").send().get(30, TimeUnit.SECONDS);
			Message<Object> message = MessageBuilder.withPayload((Object) "{}")
				.setHeader("kafka_correlationId", "b")
				.setHeader("kafka_receivedTopic", "c")
				.build();
			templates.get("orders").send(message).get(30, TimeUnit.SECONDS);
			assertThat(sent(2)).containsExactly(Map.of("kafka_correlationId", "a"), Map.of("kafka_correlationId", "b"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{ type: string, enum: [a, b] }", "{ type: string, maxLength: 5 }",
			"{ type: object, required: [other] }" })
	void demandsACorrelationIdThatCannotBeGenerated(String schema) {
		run("{ type: object, properties: { trace: %s } }".formatted(schema), "$message.header#/trace",
				(templates, orders) -> {
					Violations violations = new Violations();
					violations.of(() -> templates.get("orders").send("{}"));
					assertThat(violations.found)
						.extracting(Violation::part, Violation::pointer, Violation::rule, Violation::expectation)
						.containsExactly(tuple(Part.HEADERS, "/trace", "correlationId",
								"correlationId: one that the sender gives, as none can be generated for its schema"));
				});
	}

	@Test
	void writesNoCorrelationIdIntoAPayload() {
		run("{ type: object }", "$message.payload#/id", (templates, orders) -> {
			templates.get("orders").send("{}").get(30, TimeUnit.SECONDS);
			assertThat(sent(1)).containsExactly(Map.of());
			assertThat(TestBroker.get().receive(this.topic, 0))
				.allSatisfy((record) -> assertThat(record.value()).asString().isEqualTo("{}"));
		});
	}

	@Test
	void generatesACorrelationIdIfNothingIsEnforced() {
		Contract.running(DOCUMENT.formatted("{ type: object }", "$message.header#/trace"), this.prefix)
			.withUserConfiguration(Producers.class)
			.withPropertyValues("asyncapi-kafka.enforcement.outbound=off")
			.run((context) -> {
				context.getBean(ChannelTemplates.class).get("orders").send("{}").get(30, TimeUnit.SECONDS);
				assertThat(sent(1).get(0)).containsOnlyKeys("trace");
			});
	}

	private void run(String headers, String location, Sending test) {
		Contract.running(DOCUMENT.formatted(headers, location), this.prefix)
			.withUserConfiguration(Producers.class)
			.run((context) -> test.run(context.getBean(ChannelTemplates.class), context.getBean(Orders.class)));
	}

	private List<Map<String, String>> sent(int count) {
		return TestBroker.get()
			.receive(this.topic, count)
			.stream()
			.map((record) -> Arrays.stream(record.headers().toArray())
				.collect(Collectors.toMap((header) -> header.key(),
						(header) -> new String(header.value(), StandardCharsets.UTF_8))))
			.toList();
	}

	@FunctionalInterface
	interface Sending {

		void run(ChannelTemplates templates, Orders orders) throws Exception;

	}

	static class Violations {

		private final List<Violation> found = new ArrayList<>();

		void of(ThrowingCallable send) {
			assertThatExceptionOfType(ContractViolationException.class).isThrownBy(send)
				.satisfies((ex) -> this.found.addAll(ex.getViolations()));
		}

	}

	@ChannelProducer
	interface Orders {

		@Send("orders")
		CompletableFuture<RecordMetadata> later(String order, @Header int attempt,
				@Nullable @Header(required = false) String kind);

		@Send("orders")
		void now(String order, @Header String attempt);

	}

	@ImportChannelProducers(Orders.class)
	static class Producers {

	}

}

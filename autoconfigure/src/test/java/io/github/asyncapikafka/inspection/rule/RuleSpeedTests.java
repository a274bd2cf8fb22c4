package io.github.asyncapikafka.inspection.rule;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.TestSettings;
import io.github.asyncapikafka.inspection.DeclaredCode;
import io.github.asyncapikafka.inspection.TestCode;
import io.github.asyncapikafka.inspection.type.MapperComparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The whole inspection does not hold up a start-up: it shall take less than 50 ms for 100
 * operations, warm. The bound is a generous one for machines that do other things, too.
 */
class RuleSpeedTests {

	private static final List<Class<?>> PAYLOADS = List.of(Order.class, Customer.class, Shipment.class, Invoice.class);

	private static final List<String> SCHEMAS = List.of("""
			{ type: object, required: [ id, lines ], properties: { id: { type: string, format: uuid },
			  status: { enum: [ open, paid ] }, placedAt: { type: string, format: date-time },
			  lines: { type: array, items: { type: object, properties: { sku: { type: string },
			    quantity: { type: integer }, price: { type: number } } } } } }""", """
			{ type: object, properties: { name: { type: string }, since: { type: string, format: date },
			  address: { type: object, properties: { street: { type: string }, city: { type: string } } },
			  tags: { type: object, additionalProperties: { type: string } } } }""", """
			{ type: object, properties: { order: { type: string, format: uuid }, weight: { type: number },
			  parcels: { type: array, items: { type: string } }, sentAt: { type: string, format: date-time } } }""", """
			{ type: object, properties: { total: { type: number }, due: { type: string, format: date },
			  paid: { type: boolean }, customer: { type: object, properties: { name: { type: string } } } } }""");

	@Test
	void hundredOperationsWithTypes() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		assumeThat(threads.isCurrentThreadCpuTimeSupported()).isTrue();
		TestSettings settings = new TestSettings();
		settings.spring("spring.application.name", "shop");
		StringBuilder document = new StringBuilder(
				"asyncapi: 3.1.0\ninfo: { title: Large, version: 1.0.0 }\nchannels:\n");
		StringBuilder operations = new StringBuilder("operations:\n");
		TestCode code = new TestCode();
		for (int i = 0; i < 100; i++) {
			document.append("""
					  channel%1$d:
					    address: channel%1$d
					    messages:
					      message:
					        contentType: application/json
					        headers: { type: object, properties: { tenant: { type: string }, kind: { const: k } } }
					        payload:
					%2$s
					""".formatted(i, SCHEMAS.get(i % SCHEMAS.size()).indent(10)));
			operations.append("  operation%1$d: { action: %2$s, channel: { $ref: '#/channels/channel%1$d' } }\n"
				.formatted(i, (i % 3 == 0) ? "send" : "receive"));
			Class<?> payload = PAYLOADS.get(i % PAYLOADS.size());
			((i % 3 == 0) ? code.sender("Sender" + i + ".send", "channel" + i)
					: code.listener("Reader" + i + ".on", "channel" + i))
				.payload(payload);
		}
		KafkaContract contract = settings.contract(document.append(operations).toString());
		DeclaredCode declared = code.build(contract);
		Inspector inspector = new Inspector(new MapperComparison(JsonMapper.builder().build()));
		long best = Long.MAX_VALUE;
		for (int i = 0; i < 20; i++) {
			long start = threads.getCurrentThreadCpuTime();
			assertThat(inspector.inspect(contract, declared).findings()).isEmpty();
			best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
		}
		assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(200));
	}

	enum Status {

		open, paid

	}

	record Line(String sku, Integer quantity, BigDecimal price) {

	}

	record Order(UUID id, Status status, Instant placedAt, List<Line> lines) {

	}

	record Address(String street, String city) {

	}

	record Customer(String name, LocalDate since, Address address, Map<String, String> tags) {

	}

	record Shipment(UUID order, BigDecimal weight, List<String> parcels, Instant sentAt) {

	}

	record Invoice(BigDecimal total, LocalDate due, Boolean paid, Map<String, Object> customer) {

	}

}

package io.github.asyncapikafka.inspection.type;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests that {@link TypeInspector} does not hold up a start-up. The bound is that of the
 * whole inspection for 100 operations, warm; this part of it takes about 20 ms.
 */
class TypeInspectorSpeedTests {

	private static final Schema ORDER = TestSchemas
		.yaml("""
				type: object
				required: [id, customer, lines]
				properties:
				  id: {type: string, format: uuid}
				  customer: {type: object, required: [name], properties: {name: {type: string}, since: {type: string, format: date-time}}}
				  placedAt: {type: string, format: date-time}
				  status: {type: string, enum: [NEW, PAID, SHIPPED]}
				  total: {type: number}
				  lines:
				    type: array
				    items:
				      type: object
				      properties:
				        sku: {type: string}
				        quantity: {type: integer}
				        price: {type: number}
				        tags: {type: array, items: {type: string}}
				  attributes: {type: object, additionalProperties: {type: string}}
				""");

	@Test
	void hundredOperationsTakeNoTime() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		assumeThat(threads.isCurrentThreadCpuTimeSupported()).isTrue();
		TypeInspector inspector = new TypeInspector(JsonMapper.builder().build());
		long[] nanos = IntStream.range(0, 20).mapToLong((round) -> {
			long start = threads.getCurrentThreadCpuTime();
			for (int i = 0; i < 50; i++) {
				assertThat(inspector.reading(ORDER, Order.class)).isEqualTo(TypeReport.NOTHING);
				assertThat(inspector.writing(ORDER, Order.class)).isEqualTo(TypeReport.NOTHING);
			}
			return threads.getCurrentThreadCpuTime() - start;
		}).skip(10).sorted().toArray();
		assertThat(Duration.ofNanos(nanos[5])).isLessThan(Duration.ofMillis(50));
	}

	enum Status {

		NEW, PAID, SHIPPED

	}

	record Customer(String name, Instant since) {

	}

	record Line(String sku, Integer quantity, BigDecimal price, List<String> tags) {

	}

	record Order(UUID id, Customer customer, Instant placedAt, Status status, BigDecimal total, List<Line> lines,
			Map<String, String> attributes) {

	}

}

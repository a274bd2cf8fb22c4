package io.github.asyncapikafka.inspection.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.*;
import java.util.*;
import com.fasterxml.jackson.annotation.*;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.*;
import tools.jackson.databind.json.JsonMapper;
import io.github.asyncapikafka.model.Schema;

class Scratch1Tests {

	enum Status {

		NEW, PAID

	}

	record Line(String sku, int price) {
	}

	record Order(String id, int quantity, Status status, LocalDate at, List<Line> lines, Map<String, Integer> counts,
			Optional<Integer> n, UUID uuid, boolean flag, double total, float f, Instant when, String note, byte[] data,
			JsonNode any, Object o, int[] ints, Set<Status> st, URI link, Duration d) {
	}

	record Wrong(int id, String quantity, List<String> status, int at, Line lines, String counts, boolean n,
			LocalDate uuid, int flag, int total, Line f, LocalDate when, Status note) {
	}

	@Test
	void go() {
		JsonMapper mapper = JsonMapper.builder().build();
		Schema schema = TestSchemas.yaml("""
				type: object
				required: [id, quantity, missing]
				additionalProperties: false
				properties:
				  id: {type: string}
				  quantity: {type: integer, format: int64}
				  status: {type: string, enum: [NEW, PAID, SHIPPED]}
				  at: {type: string, format: date-time}
				  lines: {type: array, items: {type: object, properties: {sku: {type: string}, price: {type: number}}}}
				  counts: {type: object, additionalProperties: {type: number}}
				  n: {type: [integer, 'null'], format: int64}
				  uuid: {type: string, format: uuid}
				  flag: {type: boolean}
				  total: {type: number}
				  f: {type: number}
				  when: {type: string, format: date-time}
				  note: {oneOf: [{type: string}, {type: boolean}]}
				  data: {type: string, format: byte}
				  ints: {type: array, items: {type: integer, format: int64}}
				  st: {type: array, items: {type: string}}
				  link: {type: string, format: uri}
				  d: {type: string, format: duration}
				""");
		TypeInspector inspector = new TypeInspector(mapper);
		for (Class<?> c : List.of(Order.class, Wrong.class)) {
			System.err.println("== reading " + c);
			TestSchemas.lines(inspector.reading(schema, c)).forEach(System.err::println);
			System.err.println("== writing " + c);
			TestSchemas.lines(inspector.writing(schema, c)).forEach(System.err::println);
		}
	}

}

package io.github.asyncapikafka.document.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Merges traits of random content, and compares the outcome with that of RFC 7386,
 * written down once more. Whether {@code null} remains where nothing was to be removed is
 * left open: it means the same there as if it were absent.
 */
class TraitFuzzTests {

	private static final int DOCUMENTS = 3_000;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	@Test
	void traitsAreMergedAsTheStandardSays() {
		long first = Long.getLong("fuzz.seed", System.nanoTime());
		for (long seed = first; seed < first + DOCUMENTS; seed++) {
			Random random = new Random(seed);
			boolean version2 = random.nextBoolean();
			Object own = object(random, 3);
			List<Object> traits = new ArrayList<>();
			for (int i = random.nextInt(4); i >= 0; i--) {
				traits.add(object(random, 3));
			}
			assertThat(loaded(version2, own, traits)).as("-Dfuzz.seed=%s %s %s", seed, own, traits)
				.isEqualTo(expected(version2, own, traits));
		}
	}

	private static Object expected(boolean version2, Object own, List<Object> traits) {
		Object merged = version2 ? merge(null, own) : null;
		for (Object trait : traits) {
			merged = merge(merged, trait);
		}
		return merge(null, version2 ? merged : merge(merged, own));
	}

	private static Object merge(Object target, Object patch) {
		if (!(patch instanceof Map<?, ?> members)) {
			return patch;
		}
		Map<Object, Object> result = new LinkedHashMap<>();
		if (target instanceof Map<?, ?> before) {
			result.putAll(before);
		}
		members.forEach((name, value) -> {
			if (value == null) {
				result.remove(name);
			}
			else {
				result.put(name, merge(result.get(name), value));
			}
		});
		return result;
	}

	/**
	 * Return what is loaded of the default of the headers, into which traits are merged.
	 */
	private static Object loaded(boolean version2, Object own, List<Object> traits) {
		Map<String, Object> message = new LinkedHashMap<>(headers(own));
		message.put("traits", traits.stream().map(TraitFuzzTests::headers).toList());
		Object channel = version2 ? Map.of("publish", Map.of("message", message))
				: Map.of("messages", Map.of("c", message));
		String json = MAPPER.writeValueAsString(Map.of("asyncapi", version2 ? "2.6.0" : "3.0.0", "info",
				Map.of("title", "a", "version", "1"), "channels", Map.of("c", channel)));
		Schema headers = AsyncApiDocumentLoader.lenient()
			.load(TestDocuments.json(json))
			.channels()
			.get("c")
			.messages()
			.get("c")
			.headers();
		return merge(null, Objects.requireNonNull(headers).get("default"));
	}

	private static Map<String, Object> headers(Object value) {
		return Map.of("headers", Map.of("type", "object", "default", value));
	}

	private static Map<String, Object> object(Random random, int depth) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			object.put(String.valueOf((char) ('a' + random.nextInt(4))), value(random, depth));
		}
		return object;
	}

	private static Object value(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 6 : 4)) {
			case 0 -> null;
			case 1 -> List.of("x" + random.nextInt(3));
			case 2 -> random.nextBoolean();
			case 3 -> "y" + random.nextInt(3);
			default -> object(random, depth - 1);
		};
	}

}

package io.github.asyncapikafka.document.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static io.github.asyncapikafka.document.attack.Attack.HEAD;
import static io.github.asyncapikafka.document.attack.Attack.NEED;
import static io.github.asyncapikafka.document.attack.Attack.json;
import static io.github.asyncapikafka.document.attack.Attack.lines;
import static io.github.asyncapikafka.document.attack.Attack.yaml;

/**
 * What is nested, or leads on and on.
 */
final class DeepAttacks {

	private DeepAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(yaml("nested lists", () -> HEAD + "x-deep: " + "[".repeat(100_000)));
		attacks.add(yaml("nested objects", () -> HEAD + "x-deep: " + "{a: ".repeat(100_000)));
		attacks.add(json("nested lists in JSON", () -> "{\"asyncapi\":" + "[".repeat(100_000)));
		attacks.add(json("nested objects in JSON", () -> "{\"asyncapi\":".repeat(100_000)));
		attacks.add(yaml("nested lists in blocks", () -> HEAD + "x-deep:\n  " + "- ".repeat(100_000) + "a"));
		attacks.add(yaml("map of depth 3000", () -> HEAD + "x-deep:\n"
				+ IntStream.range(1, 1200).mapToObj((i) -> " ".repeat(i) + "a:\n").collect(Collectors.joining())));
		attacks.add(yaml("aliases that nest", () -> HEAD + "x-0: &a0 lol\n"
				+ lines(1, 90, (i) -> "x-%d: &a%d %s*a%d%s".formatted(i, i, "[".repeat(50), i - 1, "]".repeat(50)))));
		attacks.add(yaml("anchor that holds itself", () -> HEAD + "x-self: &self { again: [ *self ] }\n"));
		attacks.add(yaml("key that holds itself", () -> HEAD + "x-self: &self\n  ? [ *self ]\n  : *self\n"));
		attacks
			.add(yaml("chain of references", () -> HEAD + NEED + "channels:\n  c: { $ref: '#/x-chain/0' }\nx-chain:\n"
					+ lines(0, 29_000, (i) -> "  - $ref: '#/x-chain/" + (i + 1) + "'")));
		attacks.add(yaml("chain of pointers", () -> HEAD + NEED + "channels:\n  c: { $ref: '#/x-0/a' }\n"
				+ lines(0, 20_000, (i) -> "x-" + i + ": { $ref: '#/x-" + (i + 1) + "/a' }")));
		attacks.add(yaml("pointer of many tokens",
				() -> HEAD + NEED + "channels:\n  c: { $ref: '#" + "/a".repeat(900_000) + "' }\n"));
		attacks.add(yaml("pointer that goes round", () -> HEAD + "channels:\n  c: { $ref: '#/x-a" + "/b".repeat(100_000)
				+ "' }\nx-a: { b: { $ref: '#/x-a' } }\n" + "channel: 1\n"));
		attacks.add(yaml("allOf of many levels", () -> HEAD + "channels:\n  c: { messages: { m: { payload: "
				+ "{ allOf: [".repeat(5000) + "] }".repeat(5000) + " } } }\n"));
		attacks.add(yaml("allOf of itself", () -> HEAD + NEED + """
				channels:
				  orders:
				    messages: { order: { payload: { $ref: '#/components/schemas/s' } } }
				components:
				  schemas: { s: { $ref: '#/components/schemas/t' }, t: { $ref: '#/components/schemas/s' } }
				"""));
		return attacks;
	}

}

package io.github.asyncapikafka.document.attack;

import java.util.ArrayList;
import java.util.List;

import static io.github.asyncapikafka.document.attack.Attack.HEAD;
import static io.github.asyncapikafka.document.attack.Attack.HEAD_2;
import static io.github.asyncapikafka.document.attack.Attack.NEED;
import static io.github.asyncapikafka.document.attack.Attack.join;
import static io.github.asyncapikafka.document.attack.Attack.lines;
import static io.github.asyncapikafka.document.attack.Attack.yaml;

/**
 * Many mistakes, each of which is told with its remedy.
 */
final class ProblemAttacks {

	private ProblemAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(yaml("names that are nearly known",
				() -> HEAD_2 + "servers:\n"
						+ lines(0, 600, (i) -> "  " + "s".repeat(90) + "%04d: { url: h, protocol: kafka }".formatted(i))
						+ "\nchannels:\n  c: { servers: ["
						+ join(0, 12_000, (i) -> "s".repeat(60) + "t".repeat(32) + "%05d".formatted(i)) + "] }\n"));
		attacks.add(yaml("references that are nearly right",
				() -> HEAD + NEED + "x-a:\n" + lines(0, 600, (i) -> "  " + "s".repeat(90) + "%04d: {}".formatted(i))
						+ "\nchannels:\n  c:\n    messages:\n" + lines(0, 10_000, (i) -> "      m" + i
								+ ": { $ref: '#/x-a/" + "s".repeat(60) + "t".repeat(32) + "%05d' }".formatted(i))));
		attacks.add(yaml("unknown members in 2.x",
				() -> HEAD_2 + "channels: {}\n" + lines(0, 58_000, (i) -> "chanels" + i + ": 1")));
		attacks.add(yaml("unknown protocols", () -> HEAD_2 + "channels: { c: { bindings: {"
				+ join(0, 58_000, (i) -> "kafk" + i + ": 1") + "} } }\nx: 1\n"));
		attacks.add(yaml("patterns", () -> HEAD + "components: { schemas: {"
				+ join(0, 19_000, (i) -> "s" + i + ": { pattern: '[" + "a-".repeat(20) + i + "' }") + "} }\nx: 1\n"));
		attacks.add(yaml("large pattern that aliases repeat",
				() -> HEAD + "x-t: &t '" + "(a|".repeat(99) + "\\p{L}*".repeat(80) + ")".repeat(99)
						+ "'\ncomponents: { schemas: {" + join(0, 29_000, (i) -> "s" + i + ": { pattern: *t }")
						+ "} }\nx: 1\n"));
		attacks.add(yaml("values that are there twice",
				() -> HEAD + "components: { schemas: { s: { required: [" + "a,".repeat(155_000) + "] } } }\nx: 1\n"));
		attacks.add(yaml("channels that differ only in case",
				() -> HEAD + "channels:\n" + lines(0, 1 << 15, (i) -> "  " + cases(i) + ": {}") + "\nx: 1\n"));
		attacks.add(yaml("messages", () -> HEAD + "channels: { c: { messages: {"
				+ join(0, 55_000, (i) -> "m" + i + ": {}") + "} } }\nx: 1\n"));
		attacks.add(yaml("messages without a name", () -> HEAD_2 + "channels: { c: { publish: { message: { oneOf: ["
				+ "{},".repeat(55_000) + "] } } } }\nx: 1\n"));
		attacks.add(yaml("traits", () -> HEAD + NEED + "channels: { c: { messages: { m: { traits: ["
				+ "{ name: m },".repeat(28_000) + "] } } } }\nx: 1\n"));
		attacks.add(yaml("siblings of references",
				() -> HEAD + NEED + "channels: { c: { messages: {"
						+ join(0, 19_000, (i) -> "m" + i + ": { $ref: '#/components/messages/m', a: 1 }")
						+ "} } }\ncomponents: { messages: { m: {} } }\nx: 1\n"));
		attacks.add(yaml("placeholders", () -> HEAD + "channels: { c: { address: '" + "{a} ".repeat(100_000)
				+ lines(0, 90_000, (i) -> "{p" + i + "}") + "' } }\n"));
		return attacks;
	}

	private static String cases(int number) {
		StringBuilder key = new StringBuilder();
		for (int bit = 0; bit < 15; bit++) {
			key.append(((number >> bit & 1) == 0) ? 'a' : 'A');
		}
		return key.toString();
	}

}

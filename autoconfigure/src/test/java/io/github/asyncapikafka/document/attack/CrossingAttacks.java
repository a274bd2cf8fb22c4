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
 * Lists that refer to each other, so that their lengths multiply.
 */
final class CrossingAttacks {

	/** As long as a word may be. */
	private static final String TEXT = "t".repeat(199_000);

	private CrossingAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(yaml("messages of every operation",
				() -> HEAD + "channels: { c: { messages: {" + join(0, 8_000, (i) -> "m" + i + ": {}")
						+ "} } }\noperations:\n"
						+ lines(0, 8_000, (i) -> "  o" + i + ": { action: receive, channel: { $ref: '#/channels/c' } }")
						+ "\nx: 1\n"));
		attacks.add(yaml("servers of every channel",
				() -> HEAD + "servers:\n" + lines(0, 4_500, (i) -> "  s" + i + ": { host: h, protocol: kafka }")
						+ "\nchannels:\n" + lines(0, 4_500, (i) -> "  c" + i + ": { address: c }") + "\noperations:\n"
						+ lines(0, 4_500,
								(i) -> "  o" + i + ": { action: send, channel: { $ref: '#/channels/c" + i + "' } }")
						+ "\nx: 1\n"));
		attacks.add(yaml("servers of every channel in 2.x",
				() -> HEAD_2 + "servers:\n" + lines(0, 8_000, (i) -> "  s" + i + ": { url: h, protocol: kafka }")
						+ "\nchannels:\n" + lines(0, 8_000, (i) -> "  c" + i + ": { publish: { message: {} } }")
						+ "\nx: 1\n"));
		attacks
			.add(yaml("messages of every channel in 2.x",
					() -> HEAD_2 + "channels:\n" + lines(0, 8_000,
							(i) -> "  c" + i + ": { publish: { message: { $ref: '#/components/messages/all' } } }")
							+ "\ncomponents:\n  messages:\n    all: { oneOf: ["
							+ join(0, 8_000, (i) -> "{ name: m" + i + " }") + "] }\nx: 1\n"));
		attacks.add(yaml("alternatives that multiply",
				() -> HEAD_2 + "channels: { c: { publish: { message: "
						+ "{ $ref: '#/components/messages/m30' } } } }\ncomponents:\n  messages:\n    m0: { name: m }\n"
						+ lines(1, 31, (i) -> "    m" + i + ": { oneOf: [ { $ref: '#/components/messages/m" + (i - 1)
								+ "' }, { $ref: '#/components/messages/m" + (i - 1) + "' } ] }")
						+ "\nx: 1\n"));
		attacks.add(yaml("alternatives that hold themselves",
				() -> HEAD_2 + "channels: { c: { publish: { message: "
						+ "{ $ref: '#/components/messages/m' } } } }\ncomponents: { messages: { m: { oneOf: ["
						+ "{ $ref: '#/components/messages/m' } ] } } }\nx: 1\n"));
		attacks.add(yaml("traits that lead on and on", () -> HEAD + NEED + "channels: { c: { messages: { m: { headers: "
				+ "{ $ref: '#/components/schemas/s0' }, traits: [ { headers: { $ref: '#/components/schemas/t0' } } ] } } } }"
				+ "\ncomponents:\n  schemas:\n" + lines(0, 7_000, (i) -> next("s", i) + "\n" + next("t", i))
				+ "\nx: 1\n"));
		attacks.add(yaml("schemas that lead on and on",
				() -> HEAD + NEED + "channels: { c: { messages: { m: { headers: "
						+ "{ $ref: '#/components/schemas/s0' } } } } }\ncomponents:\n  schemas:\n"
						+ lines(0, 14_000, (i) -> next("s", i)) + "\nx: 1\n"));
		attacks.add(yaml("identifiers that grow",
				() -> HEAD + "components: { schemas: { s: " + ("{ $id: '" + "i".repeat(3_000) + "/', not: ").repeat(40)
						+ "{ anyOf: [" + "{ $id: 'i' },".repeat(20_000) + "] }" + "}".repeat(40) + " } }\nx: 1\n"));
		attacks.add(yaml("long identifier that aliases repeat", () -> HEAD + "x-t: &t '" + TEXT
				+ "'\ncomponents: { schemas: { s: { anyOf: [" + "{ $id: *t },".repeat(27_000) + "] } } }\nx: 1\n"));
		attacks.add(yaml("schemes of every server",
				() -> HEAD_2 + "x-t: &t [{" + join(0, 3_000, (i) -> "k" + i + ": []") + "}]\nservers:\n"
						+ lines(0, 30, (i) -> "  s" + i + ": { url: h, protocol: kafka, security: *t }")
						+ "\ncomponents: { securitySchemes: {" + join(0, 3_000, (i) -> "k" + i + ": { type: X509 }")
						+ "} }\nx: 1\n"));
		return attacks;
	}

	private static String next(String name, int i) {
		return "    " + name + i + ": { properties: { a: { $ref: '#/components/schemas/" + name + (i + 1) + "' } } }";
	}

}

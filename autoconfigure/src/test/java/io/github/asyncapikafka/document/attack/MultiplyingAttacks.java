package io.github.asyncapikafka.document.attack;

import java.util.ArrayList;
import java.util.List;

import static io.github.asyncapikafka.document.attack.Attack.HEAD;
import static io.github.asyncapikafka.document.attack.Attack.HEAD_2;
import static io.github.asyncapikafka.document.attack.Attack.join;
import static io.github.asyncapikafka.document.attack.Attack.lines;
import static io.github.asyncapikafka.document.attack.Attack.yaml;

/**
 * Little text that stands for much.
 */
final class MultiplyingAttacks {

	/** As long as a word may be. */
	private static final String TEXT = "t".repeat(199_000);

	private MultiplyingAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(yaml("billion laughs by aliases", () -> HEAD + "x-0: &a0 lol\n"
				+ lines(1, 10, (i) -> "x-%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)))));
		attacks.add(yaml("billion laughs by merge keys", () -> HEAD + "x-base: &base { "
				+ join(0, 1000, (i) -> "k" + i + ": 1") + " }\nx-merged:\n" + "  - <<: *base\n".repeat(1000)));
		attacks.add(yaml("merge keys that list one object often", () -> HEAD + "x-base: &base { "
				+ join(0, 1000, (i) -> "k" + i + ": 1") + " }\nx-merged:\n  <<: [" + "*base,".repeat(1000) + "]\n"));
		attacks.add(yaml("billion laughs by references", () -> HEAD + """
				channels:
				  orders:
				    messages:
				      order:
				        payload: { $ref: '#/components/schemas/s20' }
				        traits: [ { payload: { $ref: '#/components/schemas/t20' } } ]
				components:
				  schemas:
				    s0: { type: string }
				    t0: { type: string }
				""" + lines(1, 21, (i) -> laugh("s", i) + "\n" + laugh("t", i))));
		attacks
			.add(yaml("billion laughs by traits",
					() -> HEAD_2 + "channels:\n" + lines(0, 2000,
							(i) -> "  c" + i + ": { publish: { message: { $ref: '#/components/messages/m' } } }")
							+ "\ncomponents:\n  messages:\n    m:\n      name: m\n      traits: ["
							+ "{ $ref: '#/components/messageTraits/t' },".repeat(500) + "]\n  messageTraits:\n    t: { "
							+ join(0, 1000, (i) -> "k" + i + ": " + i) + " }\n"));
		attacks.add(yaml("schema that every message repeats", () -> HEAD + "channels:\n" + lines(0, 2000,
				(i) -> "  c" + i + ": { messages: { m: { payload: { $ref: " + "'#/components/schemas/s' } } } }")
				+ "\ncomponents:\n  schemas:\n    s: { enum: [" + join(0, 5000, (i) -> "v" + i) + "] }\n"));
		attacks.add(yaml("long text that aliases repeat", () -> HEAD + "x-t: &t '" + TEXT + "'\ntags:\n"
				+ lines(0, 40_000, (i) -> "- { name: t" + i + ", externalDocs: { url: *t } }") + "\nx: 1\n"));
		attacks.add(yaml("long reference that aliases repeat",
				() -> HEAD + "x-t: &t '#/x-a" + "/b".repeat(1_990) + "'\nx-a: { b: { $ref: '#/x-a' } }\nchannels:\n"
						+ lines(0, 40_000, (i) -> "  c" + i + ": { $ref: *t }") + "\nx: 1\n"));
		attacks.add(yaml("long key that merge keys repeat",
				() -> HEAD + "x-t: &t { ? " + TEXT + " : {} }\nchannels:\n"
						+ lines(0, 20_000, (i) -> "  c" + i + ": { messages: { <<: *t }, parameters: { <<: *t } }")
						+ "\nx: 1\n"));
		attacks.add(
				yaml("long name of a channel with many messages", () -> HEAD_2 + "x-t: &t\n" + "  - {}\n".repeat(30_000)
						+ "channels:\n  ? " + TEXT + "\n  : publish: { message: { oneOf: *t } }\nx: 1\n"));
		return attacks;
	}

	private static String laugh(String name, int i) {
		String reference = "{ $ref: '#/components/schemas/" + name + (i - 1) + "' }";
		return "    " + name + i + ": { properties: { a: " + reference + ", b: " + reference + " } }";
	}

}

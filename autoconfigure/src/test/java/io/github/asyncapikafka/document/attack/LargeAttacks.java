package io.github.asyncapikafka.document.attack;

import java.util.ArrayList;
import java.util.List;

import static io.github.asyncapikafka.document.attack.Attack.HEAD;
import static io.github.asyncapikafka.document.attack.Attack.json;
import static io.github.asyncapikafka.document.attack.Attack.yaml;

/**
 * Single values that are large.
 */
final class LargeAttacks {

	private LargeAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(yaml("integer of 200000 digits", () -> HEAD + "x-number: " + "9".repeat(200_000)));
		attacks.add(json("integer of 200000 digits in JSON", () -> "{\"asyncapi\":" + "9".repeat(200_000) + "}"));
		attacks.add(yaml("decimal of 200000 digits", () -> HEAD + "x-number: 0." + "9".repeat(200_000)));
		attacks.add(yaml("exponent", () -> HEAD + "x-number: 1e1000000000"));
		attacks.add(json("exponent in JSON", () -> "{\"asyncapi\":1e1000000000}"));
		attacks.add(yaml("hexadecimal of 200000 digits", () -> HEAD + "channels: 0x" + "f".repeat(200_000)));
		attacks.add(yaml("scalar of 4 MB", () -> HEAD + "x-text: " + "a".repeat(4_000_000)));
		attacks.add(yaml("scalar of 2 MB", () -> HEAD + "channels: \"" + "a".repeat(2_000_000) + "\""));
		attacks.add(yaml("folded scalar of 2 MB", () -> HEAD + "channels: >\n" + "  a b\n".repeat(330_000)));
		attacks.add(yaml("plain scalar of many lines", () -> HEAD + "channels: a\n" + "  a\n".repeat(450_000)));
		attacks.add(yaml("escapes", () -> HEAD + "channels: \"" + "\\x41".repeat(450_000) + "\""));
		attacks.add(yaml("line of 2 MB", () -> HEAD + "channels: [" + "1,".repeat(950_000) + "]"));
		attacks.add(yaml("key of 1 MB", () -> HEAD + "channels: { " + "k".repeat(1_000_000) + ": 1 }"));
		attacks.add(yaml("long keys above many values", () -> HEAD + "channels:\n  " + "k".repeat(1000) + ":\n   "
				+ "k".repeat(100_000) + ": [" + "1,".repeat(90_000) + "]\n"));
		attacks.add(yaml("tag of 1 MB", () -> HEAD + "x-tag: !" + "t".repeat(1_000_000) + " 1"));
		attacks.add(yaml("address of 1 MB",
				() -> HEAD + "servers: { s: { protocol: kafka, host: '" + "a@{".repeat(300_000) + "' } }"));
		return attacks;
	}

}

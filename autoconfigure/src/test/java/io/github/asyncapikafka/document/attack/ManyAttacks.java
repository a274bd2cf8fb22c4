package io.github.asyncapikafka.document.attack;

import java.util.ArrayList;
import java.util.List;

import static io.github.asyncapikafka.document.attack.Attack.HEAD;
import static io.github.asyncapikafka.document.attack.Attack.HEAD_2;
import static io.github.asyncapikafka.document.attack.Attack.json;
import static io.github.asyncapikafka.document.attack.Attack.lines;
import static io.github.asyncapikafka.document.attack.Attack.yaml;

/**
 * Many small values.
 */
final class ManyAttacks {

	private ManyAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(yaml("comments", () -> HEAD + "# c\n".repeat(450_000) + "channels: 1"));
		attacks.add(yaml("comments within a list", () -> HEAD + "channels: [" + "1, # c\n".repeat(100_000)));
		attacks
			.add(yaml("anchors", () -> HEAD + "x-a:\n" + lines(0, 58_000, (i) -> "- &a" + i + " 1") + "\nchannels: 1"));
		attacks.add(yaml("anchors of empty scalars", () -> HEAD + "channels: [" + "&a ,".repeat(300_000)));
		attacks.add(yaml("aliases", () -> HEAD + "x-a: &a [1]\nchannels: [" + "*a,".repeat(400_000) + "]"));
		attacks.add(yaml("tags", () -> HEAD + "channels: [" + "!!str ,".repeat(190_000) + "]"));
		attacks.add(yaml("values", () -> HEAD + "channels:\n" + "- 1\n".repeat(190_000)));
		attacks.add(json("objects in JSON", () -> "{\"asyncapi\":[" + "{\"a\":{}},".repeat(90_000) + "{}]}"));
		attacks.add(yaml("extensions", () -> HEAD + lines(0, 150_000, (i) -> "x-" + i + ": 1") + "\nchannels: 1"));
		attacks.add(yaml("unknown members", () -> HEAD + lines(0, 150_000, (i) -> "y" + i + ": 1")));
		attacks.add(yaml("duplicate keys", () -> HEAD + "x-a:\n" + "  a: 1\n".repeat(190_000)));
		attacks.add(json("duplicate keys in JSON", () -> "{\"asyncapi\":{" + "\"a\":1,".repeat(190_000) + "\"a\":1}}"));
		attacks.add(yaml("keys of one hash", () -> HEAD + "channels: { x-a: {\n"
				+ lines(0, 1 << 16, (i) -> "  " + collision(i) + ": 1,") + "\n}, c: 1 }\n"));
		attacks.add(yaml("references that lead nowhere", () -> HEAD + "channels:\n" + lines(0, 30_000,
				(i) -> "  channelOfThisDocument" + i + ": { $ref: '#/channels/chanelOfThatDocument" + i + "' }")));
		attacks.add(yaml("operations of many channels",
				() -> HEAD + "channels:\n" + lines(0, 8_000, (i) -> "  c" + i + ": {}") + "\noperations:\n"
						+ lines(0, 8_000,
								(i) -> "  o" + i + ": { action: receive, channel: { $ref: '#/channels/c" + i + "' } }")
						+ "\n  o: 1\n"));
		attacks.add(yaml("messages of one name",
				() -> HEAD_2 + "channels:\n  c:\n    publish:\n      message:\n        oneOf:\n"
						+ lines(0, 28_000, (i) -> "        - { name: m }") + "\n  d: 1\n"));
		attacks.add(yaml("schemes of many servers",
				() -> HEAD_2 + "servers:\n" + lines(0, 8000,
						(i) -> "  s" + i + ": { url: 'h:1', protocol: kafka, security: [ { k" + i + ": [] } ] }")
						+ "\ncomponents:\n  securitySchemes:\n"
						+ lines(0, 8000, (i) -> "    k" + i + ": { type: X509 }") + "\nchannels: 1\n"));
		return attacks;
	}

	/**
	 * Return a text that has the same hash for each number of 16 bits.
	 */
	private static String collision(int number) {
		StringBuilder key = new StringBuilder();
		for (int bit = 0; bit < 16; bit++) {
			key.append(((number >> bit & 1) == 0) ? "Aa" : "BB");
		}
		return key.toString();
	}

}

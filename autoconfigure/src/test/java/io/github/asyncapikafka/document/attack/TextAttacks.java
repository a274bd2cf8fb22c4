package io.github.asyncapikafka.document.attack;

import java.util.ArrayList;
import java.util.List;

import static io.github.asyncapikafka.document.attack.Attack.HEAD;
import static io.github.asyncapikafka.document.attack.Attack.join;
import static io.github.asyncapikafka.document.attack.Attack.json;
import static io.github.asyncapikafka.document.attack.Attack.lines;
import static io.github.asyncapikafka.document.attack.Attack.yaml;

/**
 * Much text of one kind, which keeps the parser busy.
 */
final class TextAttacks {

	private TextAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(
				yaml("groups of digits", () -> HEAD + "x-a: [" + ("9".repeat(1000) + ",").repeat(1_900) + "]\nx: 1\n"));
		attacks.add(yaml("lists of nothing", () -> HEAD + "x-a: [" + "[],".repeat(58_000) + "]\nx: 1\n"));
		attacks.add(yaml("lists in lists", () -> HEAD + "x-a:\n" + ("- ".repeat(90) + "a\n").repeat(600) + "x: 1\n"));
		attacks.add(yaml("explicit keys", () -> HEAD + "x-a:\n" + lines(0, 58_000, (i) -> "  ? k" + i) + "\nx: 1\n"));
		attacks.add(yaml("keys without values", () -> HEAD + "x-a: {" + join(0, 58_000, (i) -> "k" + i) + "}\nx: 1\n"));
		attacks.add(yaml("directives", () -> "%FOO bar\n".repeat(200_000) + "---\n" + HEAD + "x: 1\n"));
		attacks.add(yaml("empty lines", () -> HEAD + "\n".repeat(1_900_000) + "x: 1\n"));
		attacks.add(yaml("returns", () -> HEAD + "\r".repeat(1_900_000) + "x: 1\n"));
		attacks.add(yaml("spaces", () -> HEAD + " ".repeat(1_900_000) + "\nx: 1\n"));
		attacks.add(
				yaml("characters of two places", () -> HEAD + "x-a: [" + "\uD83D\uDE00,".repeat(58_000) + "]\nx: 1\n"));
		attacks.add(yaml("lines of text in a block", () -> HEAD + "x-a: |\n" + "  a\n".repeat(450_000) + "x: 1\n"));
		attacks.add(yaml("texts that are quoted", () -> HEAD + "x-a: [" + "'a','b',".repeat(29_000) + "]\nx: 1\n"));
		attacks.add(yaml("words of text", () -> HEAD + "x-a: '" + "a ".repeat(900_000) + "'\nx: 1\n"));
		attacks.add(yaml("words of plain text", () -> HEAD + "x-a: " + "a ".repeat(900_000) + "\nx: 1\n"));
		attacks.add(yaml("long words", () -> HEAD + "x-a: '" + ("x".repeat(190_000) + " ").repeat(10) + "'\nx: 1\n"));
		attacks
			.add(yaml("long plain words", () -> HEAD + "x-a: " + ("x".repeat(190_000) + " ").repeat(10) + "\nx: 1\n"));
		attacks.add(yaml("long anchors",
				() -> HEAD + "x-a: [" + ("&" + "x".repeat(190_000) + " a,").repeat(10) + "]\nx: 1\n"));
		attacks.add(yaml("long comments",
				() -> HEAD + "x-a: 1\n" + (" #" + "x".repeat(190_000) + "\n").repeat(10) + "x: 1\n"));
		attacks.add(json("spaces in JSON", () -> "{" + " ".repeat(2_000_000) + "\"asyncapi\": 1}"));
		attacks.add(json("values in JSON", () -> "{\"asyncapi\": [" + "1,".repeat(58_000) + "1]}"));
		attacks.add(json("escapes in JSON", () -> "{\"asyncapi\": \"" + "\\u0041".repeat(300_000) + "\", \"a\": 1}"));
		attacks.add(json("long key in JSON", () -> "{\"asyncapi\": 1, \"" + "k".repeat(1_900_000) + "\": 1}"));
		attacks.add(json("members in JSON",
				() -> "{\"asyncapi\": \"3.0.0\"," + join(0, 58_000, (i) -> "\"m" + i + "\": 1") + "}"));
		attacks.add(json("JSON that is YAML in the end", () -> "{\"x-a\": [" + "1,".repeat(58_000) + "], # c\n a: 1}"));
		return attacks;
	}

}

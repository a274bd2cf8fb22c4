package io.github.asyncapikafka.document.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import static io.github.asyncapikafka.document.attack.Attack.HEAD;
import static io.github.asyncapikafka.document.attack.Attack.NEED;
import static io.github.asyncapikafka.document.attack.Attack.files;
import static io.github.asyncapikafka.document.attack.Attack.lines;

/**
 * Documents with other files.
 */
final class FileAttacks {

	private FileAttacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(files("file that includes itself", () -> many(1, (i) -> "$ref: 'f0.yaml'\n")));
		attacks.add(files("files that include each other",
				() -> many(150, (i) -> "$ref: 'f" + (i + 1) % 150 + ".yaml'\n")));
		attacks.add(files("chain of files", () -> many(150, (i) -> "$ref: 'f" + (i + 1) + ".yaml'\n")));
		attacks.add(files("many files", () -> many(300, (i) -> "{ type: object }\n")));
		attacks.add(files("files of comments", () -> many(6, (i) -> "# c\n".repeat(470_000) + "{ type: object }\n")));
		attacks.add(files("files of spaces", () -> many(6, (i) -> " ".repeat(1_900_000) + "{ type: object }\n")));
		attacks.add(files("files of words",
				() -> many(6, (i) -> "- a: '" + ("x".repeat(190_000) + " ").repeat(9) + "'\n  type: object\n")));
		attacks.add(files("files of folded text",
				() -> many(6, (i) -> "type: object\ndescription: >\n" + "  a b\n".repeat(310_000))));
		attacks.add(files("files of values", () -> many(150, (i) -> "enum: [" + "1,".repeat(10_000) + "]\n")));
		attacks.add(files("files of duplicate keys",
				() -> many(150, (i) -> lines(0, 600, (j) -> "k" + j + ": 1\nk" + j + ": 1"))));
		attacks.add(files("files of syntax errors", () -> many(150, (i) -> "a: [" + "1,".repeat(1000) + "}\n")));
		attacks
			.add(files("file of many names", () -> references(30_000, (i) -> "./".repeat(i % 500) + "f0.yaml#/a" + i)));
		attacks.add(files("file that is written in many ways",
				() -> references(8_000, (i) -> "./".repeat(i % 90 + 1) + "x" + i + "/../f0.yaml#/a")));
		attacks.add(files("files that are missing", () -> references(30_000, (i) -> "missing" + i + ".yaml")));
		attacks.add(files("deep paths", () -> references(400, (i) -> "a/".repeat(1_900) + i)));
		return attacks;
	}

	/**
	 * Return a document that needs each of its files.
	 */
	private static Map<String, String> many(int number, IntFunction<String> content) {
		Map<String, String> files = new LinkedHashMap<>();
		files.put("asyncapi.yaml", HEAD + NEED + "channels:\n  c:\n    messages:\n"
				+ lines(0, number, (i) -> "      m" + i + ": { payload: { $ref: 'f" + i + ".yaml' } }") + "\nx: 1\n");
		for (int i = 0; i < number; i++) {
			files.put("f" + i + ".yaml", content.apply(i));
		}
		return files;
	}

	private static Map<String, String> references(int number, IntFunction<String> reference) {
		return Map.of("asyncapi.yaml",
				HEAD + NEED + "channels:\n  c:\n    messages:\n"
						+ lines(0, number,
								(i) -> "      m" + i + ": { payload: { $ref: '" + reference.apply(i) + "' } }")
						+ "\nx: 1\n",
				"f0.yaml", "a: { type: object }\n");
	}

}

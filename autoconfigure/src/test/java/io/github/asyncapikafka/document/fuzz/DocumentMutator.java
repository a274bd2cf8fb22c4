package io.github.asyncapikafka.document.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Changes documents at random: their tokens, lines and bytes.
 */
final class DocumentMutator {

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_$#/.~-]+|\\s+|.", Pattern.DOTALL);

	private static final Pattern LINE = Pattern.compile("[^\\n]*\\n|[^\\n]+");

	private static final List<String> SPLICES = List.of("{ $ref: '#' }", "{ $ref: '#/channels/orders' }",
			"{ $ref: '#/components/messages/order' }", "{ $ref: '#/components/schemas/node/properties/next' }",
			"{ $ref: './other.yaml#/a' }", "{ $ref: 'asyncapi.yaml' }", "{ $ref: 'asyncapi.yaml#/channels/orders' }",
			"{ $ref: 'traits.json#/message' }", "{ $ref: '../traits.json#/operation' }",
			"{ $ref: 'schemas/order.json#/definitions' }", "{ $ref: './messages/order.yaml' }",
			"{ $ref: '%2e%2e/asyncapi.yaml' }", "{ $ref: 'http://localhost/a' }", "{ $ref: 1 }", "{ $ref: '' }", "&a ",
			"*a", "&anchor [ *anchor ]", "<<: *a", "<<: [ *a, *a ]", "!!str ", "!x ",
			"traits: [ { $ref: '#/channels' } ]", "[]", "{}", "null", "~", "true", "1e999", "-0", "0x1F", ".nan",
			"9".repeat(30), "''", "\"\\u0000\"", "|\n  a", "? a\n: b", "---\n", "...\n", "%YAML 1.1\n", "# c\n", "\t",
			"\uFEFF", "\uD83D\uDE00", "[".repeat(120), "- ", "\r", "\u0085", "\u2028");

	private final Random random;

	private final List<Map<String, String>> seeds;

	DocumentMutator(Random random, List<Map<String, String>> seeds) {
		this.random = random;
		this.seeds = seeds;
	}

	/**
	 * Return one of the documents with one to six changes.
	 */
	Map<String, byte[]> next() {
		Map<String, String> seed = one(this.random.nextInt(3) == 0 ? this.seeds : SeedDocuments.own());
		Map<String, byte[]> files = new LinkedHashMap<>();
		seed.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
		int rounds = 1 + this.random.nextInt(3);
		for (int i = 0; i < rounds; i++) {
			String name = one(List.copyOf(files.keySet()));
			files.put(name, changed(files.get(name)));
		}
		return files;
	}

	private byte[] changed(byte[] content) {
		String text = new String(content, StandardCharsets.UTF_8);
		List<String> parts = new ArrayList<>(
				(this.random.nextInt(3) == 0 ? LINE : TOKEN).matcher(text).results().map(MatchResult::group).toList());
		int changes = 1 + this.random.nextInt(2);
		for (int i = 0; i < changes && !parts.isEmpty(); i++) {
			change(parts);
		}
		byte[] changed = String.join("", parts).getBytes(StandardCharsets.UTF_8);
		if (this.random.nextInt(20) == 0 && changed.length > 0) {
			changed[this.random.nextInt(changed.length)] ^= (byte) (1 << this.random.nextInt(8));
		}
		return changed;
	}

	private void change(List<String> parts) {
		int at = this.random.nextInt(parts.size());
		switch (this.random.nextInt(10)) {
			case 0 -> parts.remove(at);
			case 1 -> parts.add(at, parts.get(at));
			case 2 -> parts.set(at, one(parts));
			case 3 -> parts.set(at, one(SPLICES));
			case 4 -> parts.add(at, one(SPLICES));
			case 5 -> parts.addAll(at, part(parts));
			case 6 -> parts.set(at, " ".repeat(this.random.nextInt(8)) + parts.get(at).stripLeading());
			case 7 -> parts.set(at, parts.get(at).replaceFirst(":\\s.*", ": " + one(SPLICES).replace("$", "\\$")));
			case 8 -> parts.addAll(at, lines(one(List.copyOf(one(this.seeds).values()))));
			default -> part(parts).forEach(parts::remove);
		}
	}

	/**
	 * Return some lines of another document.
	 */
	private List<String> lines(String text) {
		return part(LINE.matcher(text).results().map(MatchResult::group).toList());
	}

	private List<String> part(List<String> parts) {
		int from = this.random.nextInt(Math.max(1, parts.size()));
		return List.copyOf(parts.subList(from, Math.min(parts.size(), from + this.random.nextInt(40))));
	}

	private <T> T one(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}

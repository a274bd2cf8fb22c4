package io.github.asyncapikafka.document;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.asyncapikafka.TestDocuments;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.Resource;

/**
 * Documents that mean harm: small enough to be read, but made to exhaust time, memory or
 * the stack of a thread.
 */
final class Attacks {

	/** The stack of a thread, in bytes. */
	private static final long STACK = 512 * 1024;

	private static final Log log = LogFactory.getLog(Attacks.class);

	private static final String HEAD = "asyncapi: 3.0.0\ninfo: { title: a, version: '1' }\n";

	/** What needs the channel {@code c}: what nothing needs is not refused. */
	private static final String NEED = "operations: { o: { action: receive, channel: { $ref: '#/channels/c' } } }\n";

	private static final String HEAD_2 = "asyncapi: 2.6.0\ninfo: { title: a, version: '1' }\n";

	private static final Map<String, Supplier<Resource>> ATTACKS = attacks();

	private Attacks() {
	}

	static Map<String, Supplier<Resource>> all() {
		return ATTACKS;
	}

	private static Map<String, Supplier<Resource>> attacks() {
		Map<String, Supplier<Resource>> attacks = new LinkedHashMap<>();
		multiplying(attacks);
		deep(attacks);
		large(attacks);
		many(attacks);
		return attacks;
	}

	private static void multiplying(Map<String, Supplier<Resource>> attacks) {
		attacks.put("billion laughs by aliases", yaml(() -> HEAD + "x-0: &a0 lol\n"
				+ lines(1, 10, (i) -> "x-%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)))));
		attacks.put("billion laughs by merge keys", yaml(() -> HEAD + "x-base: &base { "
				+ join(0, 1000, (i) -> "k" + i + ": 1") + " }\nx-merged:\n" + "  - <<: *base\n".repeat(1000)));
		attacks.put("merge keys that list one object often", yaml(() -> HEAD + "x-base: &base { "
				+ join(0, 1000, (i) -> "k" + i + ": 1") + " }\nx-merged:\n  <<: [" + "*base,".repeat(1000) + "]\n"));
		attacks.put("billion laughs by references", yaml(() -> HEAD + """
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
			.put("billion laughs by traits",
					yaml(() -> HEAD_2 + "channels:\n" + lines(0, 2000,
							(i) -> "  c" + i + ": { publish: { message: { $ref: '#/components/messages/m' } } }")
							+ "\ncomponents:\n  messages:\n    m:\n      name: m\n      traits: ["
							+ "{ $ref: '#/components/messageTraits/t' },".repeat(500) + "]\n  messageTraits:\n    t: { "
							+ join(0, 1000, (i) -> "k" + i + ": " + i) + " }\n"));
		attacks.put("schema that every message repeats", yaml(() -> HEAD + "channels:\n" + lines(0, 2000,
				(i) -> "  c" + i + ": { messages: { m: { payload: { $ref: " + "'#/components/schemas/s' } } } }")
				+ "\ncomponents:\n  schemas:\n    s: { enum: [" + join(0, 5000, (i) -> "v" + i) + "] }\n"));
	}

	private static String laugh(String name, int i) {
		String reference = "{ $ref: '#/components/schemas/" + name + (i - 1) + "' }";
		return "    " + name + i + ": { properties: { a: " + reference + ", b: " + reference + " } }";
	}

	private static void deep(Map<String, Supplier<Resource>> attacks) {
		attacks.put("nested lists", yaml(() -> HEAD + "x-deep: " + "[".repeat(100_000)));
		attacks.put("nested objects", yaml(() -> HEAD + "x-deep: " + "{a: ".repeat(100_000)));
		attacks.put("nested lists in JSON", json(() -> "{\"asyncapi\":" + "[".repeat(100_000)));
		attacks.put("nested objects in JSON", json(() -> "{\"asyncapi\":".repeat(100_000)));
		attacks.put("nested lists in blocks", yaml(() -> HEAD + "x-deep:\n  " + "- ".repeat(100_000) + "a"));
		attacks.put("map of depth 3000", yaml(() -> HEAD + "x-deep:\n"
				+ IntStream.range(1, 1200).mapToObj((i) -> " ".repeat(i) + "a:\n").collect(Collectors.joining())));
		attacks.put("aliases that nest", yaml(() -> HEAD + "x-0: &a0 lol\n"
				+ lines(1, 90, (i) -> "x-%d: &a%d %s*a%d%s".formatted(i, i, "[".repeat(50), i - 1, "]".repeat(50)))));
		attacks.put("anchor that holds itself", yaml(() -> HEAD + "x-self: &self { again: [ *self ] }\n"));
		attacks.put("key that holds itself", yaml(() -> HEAD + "x-self: &self\n  ? [ *self ]\n  : *self\n"));
		attacks.put("chain of references",
				yaml(() -> HEAD + NEED + "channels:\n  c: { $ref: '#/x-chain/0' }\nx-chain:\n"
						+ lines(0, 39_000, (i) -> "  - $ref: '#/x-chain/" + (i + 1) + "'")));
		attacks.put("chain of pointers", yaml(() -> HEAD + NEED + "channels:\n  c: { $ref: '#/x-0/a' }\n"
				+ lines(0, 20_000, (i) -> "x-" + i + ": { $ref: '#/x-" + (i + 1) + "/a' }")));
		attacks.put("pointer of many tokens",
				yaml(() -> HEAD + NEED + "channels:\n  c: { $ref: '#" + "/a".repeat(900_000) + "' }\n"));
		attacks.put("pointer that goes round", yaml(() -> HEAD + "channels:\n  c: { $ref: '#/x-a" + "/b".repeat(100_000)
				+ "' }\nx-a: { b: { $ref: '#/x-a' } }\n" + "channel: 1\n"));
		attacks.put("allOf of many levels", yaml(() -> HEAD + "channels:\n  c: { messages: { m: { payload: "
				+ "{ allOf: [".repeat(5000) + "] }".repeat(5000) + " } } }\n"));
		attacks.put("allOf of itself", yaml(() -> HEAD + NEED + """
				channels:
				  orders:
				    messages: { order: { payload: { $ref: '#/components/schemas/s' } } }
				components:
				  schemas: { s: { $ref: '#/components/schemas/t' }, t: { $ref: '#/components/schemas/s' } }
				"""));
	}

	private static void large(Map<String, Supplier<Resource>> attacks) {
		attacks.put("integer of 200000 digits", yaml(() -> HEAD + "x-number: " + "9".repeat(200_000)));
		attacks.put("integer of 200000 digits in JSON", json(() -> "{\"asyncapi\":" + "9".repeat(200_000) + "}"));
		attacks.put("decimal of 200000 digits", yaml(() -> HEAD + "x-number: 0." + "9".repeat(200_000)));
		attacks.put("exponent", yaml(() -> HEAD + "x-number: 1e1000000000"));
		attacks.put("exponent in JSON", json(() -> "{\"asyncapi\":1e1000000000}"));
		attacks.put("hexadecimal of 200000 digits", yaml(() -> HEAD + "channels: 0x" + "f".repeat(200_000)));
		attacks.put("scalar of 4 MB", yaml(() -> HEAD + "x-text: " + "a".repeat(4_000_000)));
		attacks.put("scalar of 2 MB", yaml(() -> HEAD + "channels: \"" + "a".repeat(2_000_000) + "\""));
		attacks.put("folded scalar of 2 MB", yaml(() -> HEAD + "channels: >\n" + "  a b\n".repeat(330_000)));
		attacks.put("plain scalar of many lines", yaml(() -> HEAD + "channels: a\n" + "  a\n".repeat(450_000)));
		attacks.put("escapes", yaml(() -> HEAD + "channels: \"" + "\\x41".repeat(450_000) + "\""));
		attacks.put("line of 2 MB", yaml(() -> HEAD + "channels: [" + "1,".repeat(950_000) + "]"));
		attacks.put("key of 1 MB", yaml(() -> HEAD + "channels: { " + "k".repeat(1_000_000) + ": 1 }"));
		attacks.put("long keys above many values", yaml(() -> HEAD + "channels:\n  " + "k".repeat(1000) + ":\n   "
				+ "k".repeat(100_000) + ": [" + "1,".repeat(90_000) + "]\n"));
		attacks.put("tag of 1 MB", yaml(() -> HEAD + "x-tag: !" + "t".repeat(1_000_000) + " 1"));
		attacks.put("address of 1 MB",
				yaml(() -> HEAD + "servers: { s: { protocol: kafka, host: '" + "a@{".repeat(300_000) + "' } }"));
	}

	private static void many(Map<String, Supplier<Resource>> attacks) {
		attacks.put("comments", yaml(() -> HEAD + "# c\n".repeat(450_000) + "channels: 1"));
		attacks.put("comments within a list", yaml(() -> HEAD + "channels: [" + "1, # c\n".repeat(100_000)));
		attacks.put("anchors",
				yaml(() -> HEAD + "x-a:\n" + lines(0, 90_000, (i) -> "- &a" + i + " 1") + "\nchannels: 1"));
		attacks.put("anchors of empty scalars", yaml(() -> HEAD + "channels: [" + "&a ,".repeat(300_000)));
		attacks.put("aliases", yaml(() -> HEAD + "x-a: &a [1]\nchannels: [" + "*a,".repeat(400_000) + "]"));
		attacks.put("tags", yaml(() -> HEAD + "channels: [" + "!!str ,".repeat(190_000) + "]"));
		attacks.put("values", yaml(() -> HEAD + "channels:\n" + "- 1\n".repeat(190_000)));
		attacks.put("objects in JSON", json(() -> "{\"asyncapi\":[" + "{\"a\":{}},".repeat(90_000) + "{}]}"));
		attacks.put("extensions", yaml(() -> HEAD + lines(0, 150_000, (i) -> "x-" + i + ": 1") + "\nchannels: 1"));
		attacks.put("unknown members", yaml(() -> HEAD + lines(0, 150_000, (i) -> "y" + i + ": 1")));
		attacks.put("duplicate keys", yaml(() -> HEAD + "x-a:\n" + "  a: 1\n".repeat(190_000)));
		attacks.put("duplicate keys in JSON", json(() -> "{\"asyncapi\":{" + "\"a\":1,".repeat(190_000) + "\"a\":1}}"));
		attacks.put("keys of one hash", yaml(() -> HEAD + "channels: { x-a: {\n"
				+ lines(0, 1 << 16, (i) -> "  " + collision(i) + ": 1,") + "\n}, c: 1 }\n"));
		attacks.put("references that lead nowhere", yaml(() -> HEAD + "channels:\n" + lines(0, 30_000,
				(i) -> "  channelOfThisDocument" + i + ": { $ref: '#/channels/chanelOfThatDocument" + i + "' }")));
		attacks.put("operations of many channels",
				yaml(() -> HEAD + "channels:\n" + lines(0, 12_000, (i) -> "  c" + i + ": {}") + "\noperations:\n"
						+ lines(0, 12_000,
								(i) -> "  o" + i + ": { action: receive, channel: { $ref: '#/channels/c" + i + "' } }")
						+ "\n  o: 1\n"));
		attacks.put("messages of one name",
				yaml(() -> HEAD_2 + "channels:\n  c:\n    publish:\n      message:\n        oneOf:\n"
						+ lines(0, 45_000, (i) -> "        - { name: m }") + "\n  d: 1\n"));
		attacks.put("schemes of many servers",
				yaml(() -> HEAD_2 + "servers:\n" + lines(0, 8000,
						(i) -> "  s" + i + ": { url: 'h:1', protocol: kafka, security: [ { k" + i + ": [] } ] }")
						+ "\ncomponents:\n  securitySchemes:\n"
						+ lines(0, 8000, (i) -> "    k" + i + ": { type: X509 }") + "\nchannels: 1\n"));
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

	private static String lines(int from, int to, IntFunction<String> line) {
		return IntStream.range(from, to).mapToObj(line).collect(Collectors.joining("\n"));
	}

	private static String join(int from, int to, IntFunction<String> part) {
		return IntStream.range(from, to).mapToObj(part).collect(Collectors.joining(", "));
	}

	private static Supplier<Resource> yaml(Supplier<String> content) {
		return () -> TestDocuments.yaml(content.get());
	}

	private static Supplier<Resource> json(Supplier<String> content) {
		return () -> TestDocuments.json(content.get());
	}

	/**
	 * Load every attack with both loaders, each in a thread of its own, and exit with 1
	 * if one does not end as it has to.
	 */
	public static void main(String[] args) {
		boolean ended = true;
		for (Map.Entry<String, Supplier<Resource>> attack : ATTACKS.entrySet()) {
			Resource resource = attack.getValue().get();
			ended &= "refused".equals(outcome(attack.getKey(), AsyncApiDocumentLoader.strict(), resource));
			ended &= !outcome(attack.getKey(), AsyncApiDocumentLoader.lenient(), resource).startsWith("failed");
		}
		System.exit(ended ? 0 : 1);
	}

	/**
	 * Load a document in a thread that has only a small stack.
	 * @return {@code loaded}, {@code refused} or {@code failed} with the reason
	 */
	static String outcome(String name, AsyncApiDocumentLoader loader, Resource resource) {
		FutureTask<String> task = new FutureTask<>(() -> load(loader, resource));
		long start = System.nanoTime();
		new Thread(null, task, name, STACK).start();
		String outcome;
		try {
			outcome = task.get(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			outcome = "failed with " + ex;
		}
		log.info(name + ": " + outcome + " in " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
		return outcome;
	}

	private static String load(AsyncApiDocumentLoader loader, Resource resource) {
		try {
			loader.load(resource);
			return "loaded";
		}
		catch (InvalidAsyncApiDocumentException ex) {
			return "refused";
		}
	}

}

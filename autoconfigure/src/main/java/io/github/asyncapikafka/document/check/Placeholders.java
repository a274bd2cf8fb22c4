package io.github.asyncapikafka.document.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.MapType;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Compares the placeholders of an address, {@code {name}}, with what describes them.
 */
final class Placeholders {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)\\}");

	/**
	 * What is written like an expression of Spring is no parameter, and not evaluated.
	 */
	private static final Pattern PARAMETER = Pattern.compile("(?<![$#!])\\{([^{}]+)\\}");

	private Placeholders() {
	}

	/**
	 * Create a rule for the variables of a server.
	 * @param report takes what does not fit
	 * @param members the members that may hold placeholders
	 * @return the rule
	 */
	static BiConsumer<Node.Mapping, Walk> ofServer(Report report, String... members) {
		return (server, walk) -> {
			Map<String, Node> used = new LinkedHashMap<>();
			for (String member : members) {
				collect(server.get(member), PLACEHOLDER, used);
			}
			compare("variable", members[0], used, described(server.get("variables"), walk), report, walk);
		};
	}

	/**
	 * Check the parameters of a channel of AsyncAPI 3.x.
	 */
	static void ofChannel(Node.Mapping channel, Walk walk) {
		if (channel.get("address") instanceof Node.Scalar address && address.value() instanceof String text) {
			refuseQuery(address, "address", text.replace("#{", ""), walk);
			Map<String, Node> used = new LinkedHashMap<>();
			collect(address, PARAMETER, used);
			compare("parameter", "address", used, described(channel.get("parameters"), walk), Walk::violation, walk);
		}
	}

	/**
	 * Check the parameters of a channel of AsyncAPI 2.x, whose address is its key.
	 */
	static void ofChannelItem(String name, Node item, Map<String, Node> parameters, Walk walk) {
		refuseQuery(item, "channel", name, walk);
		Map<String, Node> used = new LinkedHashMap<>();
		collect(new Node.Scalar(item.location(), name), PLACEHOLDER, used);
		compare("parameter", "channel", used, parameters, Walk::violation, walk);
	}

	private static void refuseQuery(Node node, String noun, String text, Walk walk) {
		if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
			walk.violation(node.location(),
					"The " + noun + " " + Printable.quote(text) + " has a query or a fragment ('?' or '#').",
					"Remove it; parameters are written '{name}'.");
		}
	}

	static Map<String, Node> described(@Nullable Node node, Walk walk) {
		return (node != null && walk.resolve(node) instanceof Node.Mapping mapping
				&& walk.repeat(mapping.members().size())) ? mapping.members() : Map.of();
	}

	private static void collect(@Nullable Node address, Pattern pattern, Map<String, Node> used) {
		if (address instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
			Matcher matcher = pattern.matcher(text);
			while (matcher.find()) {
				used.putIfAbsent(matcher.group(1), address);
			}
		}
	}

	private static void compare(String noun, String owner, Map<String, Node> used, Map<String, Node> described,
			Report report, Walk walk) {
		used.forEach((name, node) -> {
			if (!described.containsKey(name)) {
				report.add(walk, node.location(), "The " + noun + " " + Printable.quote(name) + " is not described.",
						"Add it under '" + noun + "s'.");
			}
		});
		described.forEach((name, node) -> {
			if (!used.containsKey(name) && !name.startsWith(MapType.EXTENSION_PREFIX)) {
				report.add(walk, node.location(),
						"The " + noun + " " + Printable.quote(name) + " is not in the " + owner + ".",
						"Remove it, or use it as '{" + Printable.escape(name) + "}'.");
			}
		});
	}

	/**
	 * How bad it is.
	 */
	interface Report {

		void add(Walk walk, Location location, String message, String action);

	}

}

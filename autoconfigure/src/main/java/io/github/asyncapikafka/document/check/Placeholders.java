package io.github.asyncapikafka.document.check;

import java.util.LinkedHashMap;
import java.util.Map;
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
	 * Check the variables of a server of AsyncAPI 2.x. Many authors write a URL of
	 * another tool's, which has no variables, or leave variables behind when they write
	 * the whole URL.
	 */
	static void ofUrl(Node.Mapping server, Walk walk) {
		Map<String, Node> used = new LinkedHashMap<>();
		collect(server.get("url"), PLACEHOLDER, used);
		Report missing = (server.get("variables") != null) ? Walk::violation : Walk::warning;
		Report unused = used.isEmpty() ? Walk::warning : Walk::violation;
		new Comparison("variable", "url", missing, unused, walk).run(used, described(server.get("variables"), walk));
	}

	/**
	 * Check the variables of a server of AsyncAPI 3.x.
	 */
	static void ofHost(Node.Mapping server, Walk walk) {
		Map<String, Node> used = new LinkedHashMap<>();
		collect(server.get("host"), PLACEHOLDER, used);
		collect(server.get("pathname"), PLACEHOLDER, used);
		new Comparison("variable", "host", Walk::warning, Walk::warning, walk).run(used,
				described(server.get("variables"), walk));
	}

	/**
	 * Check the parameters of a channel of AsyncAPI 3.x.
	 */
	static void ofChannel(Node.Mapping channel, Walk walk) {
		Map<String, Node> used = new LinkedHashMap<>();
		if (channel.get("address") instanceof Node.Scalar address && address.value() instanceof String text) {
			refuseQuery(address, "address", text.replace("#{", ""), walk);
			collect(address, PARAMETER, used);
		}
		new Comparison("parameter", "address", Walk::violation, Walk::violation, walk).run(used,
				described(channel.get("parameters"), walk));
	}

	/**
	 * Check the parameters of a channel of AsyncAPI 2.x, whose address is its key.
	 */
	static void ofChannelItem(String name, Node item, Map<String, Node> parameters, Walk walk) {
		refuseQuery(item, "channel", name, walk);
		Node.Scalar address = new Node.Scalar(item.location(), name);
		Map<String, Node> used = new LinkedHashMap<>();
		collect(address, PLACEHOLDER, used);
		Report unused = used.isEmpty() ? Walk::warning : Walk::violation;
		Map<String, Node> parametersOnly = new LinkedHashMap<>();
		collect(address, PARAMETER, parametersOnly);
		used.keySet().removeIf((key) -> !parametersOnly.containsKey(key) && !parameters.containsKey(key));
		new Comparison("parameter", "channel", Walk::violation, unused, walk).run(used, parameters);
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

	/**
	 * What to say of a name that is on one side only.
	 *
	 * @param noun what a name stands for
	 * @param owner what holds the placeholders
	 * @param missing takes what is not described
	 * @param unused takes what is described, but has no placeholder
	 * @param walk the walk
	 */
	private record Comparison(String noun, String owner, Report missing, Report unused, Walk walk) {

		void run(Map<String, Node> used, Map<String, Node> described) {
			used.forEach((name, node) -> {
				if (!described.containsKey(name)) {
					this.missing.add(this.walk, node.location(),
							"The " + this.noun + " " + Printable.quote(name) + " is not described.",
							"Add it under '" + this.noun + "s'.");
				}
			});
			described.forEach((name, node) -> {
				if (!used.containsKey(name) && !name.startsWith(MapType.EXTENSION_PREFIX)) {
					this.unused.add(this.walk, node.location(),
							"The " + this.noun + " " + Printable.quote(name) + " is not in the " + this.owner + ".",
							"Remove it, or use it as '{" + Printable.escape(name) + "}'.");
				}
			});
		}

	}

	/**
	 * How bad it is.
	 */
	private interface Report {

		void add(Walk walk, Location location, String message, String action);

	}

}

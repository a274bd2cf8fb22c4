package io.github.asyncapikafka.document.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.MapType;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;

/**
 * The names of channels in AsyncAPI 2.x, which are their addresses: URI templates (RFC
 * 6570).
 */
final class ChannelNames {

	private static final Pattern EXPRESSION = Pattern.compile("\\{[+#./;?&=,!@|]?[A-Za-z0-9_%.,:*]+\\}");

	private static final Pattern LITERALS = Pattern.compile("[^\\x00-\\x20\"'<>\\\\^`{|}]*");

	private ChannelNames() {
	}

	/**
	 * Create a type for the Channels Object.
	 * @param channels what it has to be apart from its keys
	 */
	static Type of(Type channels) {
		return (node, name, walk) -> {
			walk.visit(node, channels, name);
			if (node instanceof Node.Mapping mapping) {
				mapping.members().forEach((channel, item) -> {
					if (!channel.startsWith(MapType.EXTENSION_PREFIX)) {
						check(channel, item, walk);
					}
				});
			}
		};
	}

	private static void check(String channel, Node item, Walk walk) {
		if (channel.isEmpty() || !LITERALS.matcher(EXPRESSION.matcher(channel).replaceAll("")).matches()) {
			walk.violation(item.location(), "The channel " + Printable.quote(channel) + " is not a URI template.",
					"Use no spaces or quotes, and letters, digits and '_' within '{}'.");
		}
		Map<String, Node> parameters = new LinkedHashMap<>();
		if (walk.resolve(item) instanceof Node.Mapping target) {
			parameters.putAll(Placeholders.described(target.get("parameters"), walk));
		}
		if (item instanceof Node.Mapping own) {
			parameters.putAll(Placeholders.described(own.get("parameters"), walk));
		}
		Placeholders.ofChannelItem(channel, item, parameters, walk);
	}

}

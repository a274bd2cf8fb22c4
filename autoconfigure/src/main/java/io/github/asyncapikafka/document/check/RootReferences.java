package io.github.asyncapikafka.document.check;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import org.jspecify.annotations.Nullable;

/**
 * References in AsyncAPI 3.x that must lead to the root of the document, not to its
 * components, so that it is clear which channel, message or server is meant.
 */
final class RootReferences {

	private RootReferences() {
	}

	static void check(Node.Mapping document, Walk walk) {
		own(document, "operations", walk).forEach((id, operation) -> operation(operation, walk));
		own(document, "channels", walk)
			.forEach((id, channel) -> items(channel, "servers").forEach((server) -> server(server, walk)));
	}

	private static Map<String, Node> own(Node.Mapping document, String name, Walk walk) {
		return Placeholders.described(document.get(name), walk);
	}

	private static void operation(Node node, Walk walk) {
		if (node instanceof Node.Mapping operation && operation.reference() == null) {
			channel("operation", operation, walk);
			if (operation.get("reply") instanceof Node.Mapping reply && reply.reference() == null) {
				channel("reply", reply, walk);
			}
		}
	}

	private static void channel(String noun, Node.Mapping owner, Walk walk) {
		Node channel = owner.get("channel");
		List<String> target = target(channel);
		if (channel == null || target == null || walk.resolve(channel) == null) {
			return;
		}
		if (target.size() != 2 || !target.get(0).equals("channels")) {
			walk.violation(channel.location(), "The " + noun + "'s channel is not one of the document's 'channels'.",
					"Refer to it with '#/channels/<id>'.");
			return;
		}
		String id = target.get(1);
		for (Node message : items(owner, "messages")) {
			List<String> pointer = target(message);
			if (pointer != null
					&& !(pointer.size() == 4 && pointer.subList(0, 3).equals(List.of("channels", id, "messages")))) {
				walk.violation(message.location(),
						"The " + noun + "'s message is not one of the channel " + Printable.quote(id) + ".",
						"Refer to it with '#/channels/" + Printable.escape(id) + "/messages/<id>'.");
			}
		}
	}

	private static void server(Node server, Walk walk) {
		List<String> target = target(server);
		if (target != null && !(target.size() == 2 && target.get(0).equals("servers"))) {
			walk.violation(server.location(), "The channel's server is not one of the document's 'servers'.",
					"Refer to it with '#/servers/<name>'.");
		}
	}

	private static List<Node> items(Node owner, String member) {
		return (owner instanceof Node.Mapping mapping && mapping.get(member) instanceof Node.Sequence sequence)
				? sequence.items() : List.of();
	}

	/**
	 * Return the tokens of a reference within the document. What one into another file
	 * leads to is compared when it is read.
	 */
	private static @Nullable List<String> target(@Nullable Node node) {
		String reference = (node instanceof Node.Mapping mapping) ? mapping.reference() : null;
		if (reference == null || !reference.startsWith("#")) {
			return null;
		}
		String fragment = reference.substring(1);
		return fragment.startsWith("/") ? Pointers.tokens(fragment) : List.of();
	}

}

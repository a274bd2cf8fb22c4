package io.github.asyncapikafka.document.check.type;

import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;

/**
 * A map from names that the author chooses to values of one type.
 *
 * @param value what the values have to be
 * @param key what the keys have to look like
 * @param keyRule the same in words
 * @param extensions whether what starts with {@code x-} is an extension, not an entry
 */
public record MapType(Type value, Pattern key, String keyRule, boolean extensions) implements Type {

	public static final String EXTENSION_PREFIX = "x-";

	private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

	private static final Pattern COMPONENT = Pattern.compile("[A-Za-z0-9._-]+");

	private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9_-]+");

	public static Type map(Type value) {
		return new MapType(value, ANY, "", true);
	}

	/**
	 * Create a type for a map in which any name is an entry.
	 */
	public static Type plainMap(Type value) {
		return new MapType(value, ANY, "", false);
	}

	public static Type components(Type value) {
		return new MapType(value, COMPONENT, "Use letters, digits, '.', '-' and '_'.", true);
	}

	public static Type servers(Type value) {
		return new MapType(value, SERVER, "Use letters, digits, '-' and '_'.", true);
	}

	public static Type keys(Pattern key, String keyRule, Type value) {
		return new MapType(value, key, keyRule, true);
	}

	@Override
	public void check(Node node, String name, Walk walk) {
		if (!(node instanceof Node.Mapping mapping)) {
			walk.wrongType(node, name, "an object");
			return;
		}
		if (mapping.reference() != null) {
			ReferenceType.inPlaceOf(node, this, name, "entries", walk);
			return;
		}
		mapping.members().forEach((key, entry) -> {
			if (this.extensions && key.startsWith(EXTENSION_PREFIX)) {
				return;
			}
			if (!this.key.matcher(key).matches()) {
				walk.warning(entry.location(),
						"The specification does not allow the key " + Printable.quote(key) + " in '" + name + "'.",
						this.keyRule);
			}
			walk.visit(entry, this.value, name + "." + key);
		});
	}

}

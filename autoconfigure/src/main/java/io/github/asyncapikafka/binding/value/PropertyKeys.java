package io.github.asyncapikafka.binding.value;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.Suggestions;

/**
 * Matches the keys of configuration with the ids of the document: exactly, or else by the
 * only id that is equal without case and punctuation, because environment variables keep
 * neither.
 */
public final class PropertyKeys {

	/**
	 * What the keys of the product begin with.
	 */
	public static final String PREFIX = "asyncapi-kafka.";

	private PropertyKeys() {
	}

	/**
	 * Return an id as a segment of a property key, in brackets if it needs them.
	 * @param id an id of the document
	 * @return the segment in printable form
	 */
	public static String segment(String id) {
		String printable = Printable.escape(id);
		return printable.matches("[a-zA-Z0-9_-]+") ? printable : "[" + printable + "]";
	}

	/**
	 * Return the id that a key names.
	 * @param key the key in configuration
	 * @param ids the ids of the document
	 * @return the id, or empty if none or several match
	 */
	public static Optional<String> match(String key, Collection<String> ids) {
		if (ids.contains(key)) {
			return Optional.of(key);
		}
		List<String> similar = similar(key, ids);
		return (similar.size() == 1) ? Optional.of(similar.get(0)) : Optional.empty();
	}

	/**
	 * Return the configured values by id, and report the keys that match no id.
	 * @param <V> the type of the values
	 * @param group the property group, such as {@code channels}
	 * @param configured the values by key
	 * @param ids the ids of the document
	 * @param problems where keys without an id are added
	 * @return the values by id
	 */
	public static <V> Map<String, V> byId(String group, Map<String, V> configured, Collection<String> ids,
			Problems problems) {
		Map<String, V> result = new HashMap<>();
		Map<String, String> keys = new HashMap<>();
		configured.forEach((key, value) -> match(key, ids).ifPresentOrElse((id) -> {
			String first = keys.putIfAbsent(id, key);
			if (first != null && !value.equals(result.get(id))) {
				problems.add(null, "The properties " + property(group, first) + " and " + property(group, key)
						+ " are about the same id.", "Keep one of them.");
			}
			result.putIfAbsent(id, value);
		}, () -> report(group, key, ids, problems)));
		return result;
	}

	private static String property(String group, String key) {
		return "'" + PREFIX + group + "." + segment(key) + "'";
	}

	private static void report(String group, String key, Collection<String> ids, Problems problems) {
		report("The property " + property(group, key), group, key, ids, problems);
	}

	/**
	 * Report the entry of a list that matches no id.
	 * @param group the property that is the list
	 * @param entry the entry
	 * @param ids the ids of the document
	 * @param problems where the entry is added
	 */
	public static void reportEntry(String group, String entry, Collection<String> ids, Problems problems) {
		report("The entry " + Printable.quote(entry) + " of '" + PREFIX + group + "'", group, entry, ids, problems);
	}

	private static void report(String what, String group, String key, Collection<String> ids, Problems problems) {
		List<String> similar = similar(key, ids);
		if (similar.size() > 1) {
			problems.add(null, what + " matches several ids: " + list(similar) + ".",
					"Write the id exactly, in brackets: '" + PREFIX + group + ".[" + Printable.escape(similar.get(0))
							+ "]'.");
			return;
		}
		problems.add(null, what + " matches nothing in the document.", Suggestions.didYouMean(key, ids)
				+ (ids.isEmpty() ? "There are none." : "There are " + list(ids) + "."));
	}

	/**
	 * Return ids for people.
	 * @param ids ids of the document
	 * @return the ids in quotes
	 */
	public static String list(Collection<String> ids) {
		return String.join(", ", ids.stream().map(Printable::quote).toList());
	}

	private static List<String> similar(String key, Collection<String> ids) {
		String canonical = Suggestions.canonical(key);
		return ids.stream().filter((id) -> Suggestions.canonical(id).equals(canonical)).toList();
	}

}

package io.github.asyncapikafka.binding.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Fills the <code>{names}</code> of an address or a host. Values are put in as they are
 * and never filled again.
 */
public final class Placeholders {

	private static final Pattern NAME = Pattern.compile("(?<![$#!])\\{([^{}]+)}");

	private Placeholders() {
	}

	/**
	 * Return the names of a template.
	 * @param template the template
	 * @return the names in their order
	 */
	public static List<String> names(String template) {
		List<String> names = new ArrayList<>();
		Matcher matcher = NAME.matcher(template);
		while (matcher.find()) {
			names.add(matcher.group(1));
		}
		return names;
	}

	/**
	 * Return the parts of a template in their order.
	 * @param <T> the type of the parts
	 * @param template the template
	 * @param text makes a part of a text
	 * @param name makes a part of a name
	 * @return the parts
	 */
	public static <T> List<T> split(String template, Function<String, T> text, Function<String, T> name) {
		List<T> parts = new ArrayList<>();
		Matcher matcher = NAME.matcher(template);
		int end = 0;
		while (matcher.find()) {
			if (matcher.start() > end) {
				parts.add(text.apply(template.substring(end, matcher.start())));
			}
			parts.add(name.apply(matcher.group(1)));
			end = matcher.end();
		}
		if (end < template.length()) {
			parts.add(text.apply(template.substring(end)));
		}
		return parts;
	}

	/**
	 * Return the template with its names filled.
	 * @param template the template
	 * @param values gives the value of a name, or {@code null}
	 * @return the filled template, or {@code null} if a value is missing
	 */
	public static @Nullable String fill(String template, Function<String, @Nullable String> values) {
		StringBuilder result = new StringBuilder();
		Matcher matcher = NAME.matcher(template);
		boolean complete = true;
		while (matcher.find()) {
			String value = values.apply(matcher.group(1));
			complete &= (value != null);
			matcher.appendReplacement(result, Matcher.quoteReplacement((value != null) ? value : ""));
		}
		matcher.appendTail(result);
		return complete ? result.toString() : null;
	}

}

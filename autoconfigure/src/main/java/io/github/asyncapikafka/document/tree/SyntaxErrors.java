package io.github.asyncapikafka.document.tree;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;

/**
 * Says on one line what a parser says on several.
 */
final class SyntaxErrors {

	private static final Pattern MARK = Pattern.compile("(?m)^ in \\S+, line (\\d{1,8}), column (\\d{1,8}):$");

	private SyntaxErrors() {
	}

	/**
	 * Return the problem that an error is.
	 * @param location where the parser is
	 * @param message what it says
	 */
	static Problem problem(Location location, String message) {
		String error = describe(message);
		return new Problem(exact(location, message), "The document cannot be parsed: " + error + ".",
				error.contains("<block ") ? "Correct the syntax; look at the indentation of this line."
						: "Correct the syntax.");
	}

	/**
	 * Return the last place that the message names, since the parser itself is still at
	 * the token before.
	 */
	private static Location exact(Location location, String message) {
		Location exact = location;
		Matcher matcher = MARK.matcher(message);
		while (matcher.find()) {
			exact = new Location(location.resource(), "", Integer.parseInt(matcher.group(1)),
					Integer.parseInt(matcher.group(2)));
		}
		return exact;
	}

	/**
	 * Return what is wrong, and what the parser was about. Lines that start with a space
	 * only quote the document.
	 * @param message what the parser says
	 * @return one printable line without a full stop
	 */
	private static String describe(String message) {
		List<String> lines = message.lines().filter((line) -> !line.isBlank() && !line.startsWith(" ")).toList();
		if (lines.isEmpty()) {
			return "there is an error";
		}
		String error = lines.get(lines.size() - 1).replaceFirst(" \\(start marker at .*", "").replaceFirst("\\.$", "");
		String context = (lines.size() > 1) ? ", " + lines.get(0) : "";
		return Printable.escape(error + context);
	}

}

package io.github.asyncapikafka.document.check.type;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;

/**
 * Regular expressions of schemas, which follow ECMA-262. They are compiled by Java once
 * what both write differently is translated; they are never matched here.
 */
final class EcmaPatterns {

	/** Java's compiler is recursive: what is longer, or has more groups, is not tried. */
	private static final int MAX_LENGTH = 1000;

	private static final int MAX_GROUPS = 100;

	private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<[^=!>][^>]*>");

	private static final Pattern NAMED_ESCAPE = Pattern.compile("u\\{[0-9A-Fa-f]+\\}|[pP]\\{[\\w=]+\\}|k<[^>]+>");

	static final Type TYPE = (node, name, walk) -> {
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof String pattern) {
			check(node.location(), pattern, walk);
		}
		else {
			walk.wrongType(node, name, "a string");
		}
	};

	private EcmaPatterns() {
	}

	/**
	 * Create a type for a map whose keys are regular expressions.
	 */
	static Type keys(Type map) {
		return (node, name, walk) -> {
			if (node instanceof Node.Mapping mapping && mapping.reference() == null) {
				mapping.members().forEach((pattern, value) -> check(value.location(), pattern, walk));
			}
			walk.visit(node, map, name);
		};
	}

	private static void check(Location location, String pattern, Walk walk) {
		if (pattern.length() > MAX_LENGTH || pattern.chars().filter((c) -> c == '(').count() > MAX_GROUPS) {
			return;
		}
		try {
			Pattern.compile(toJava(pattern));
		}
		catch (PatternSyntaxException ex) {
			walk.violation(location, "The pattern " + Printable.quote(pattern) + " is not a regular expression: "
					+ ex.getDescription() + ".", "Correct it.");
		}
	}

	/**
	 * Escape what is a plain character in ECMA-262 but has a meaning in Java: an opening
	 * bracket or {@code &&} in a character class, and a brace that begins no quantifier.
	 */
	private static String toJava(String pattern) {
		StringBuilder result = new StringBuilder();
		boolean inClass = false;
		for (int i = 0; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			if (c == '\\' && i + 1 < pattern.length()) {
				i = escape(pattern, i + 1, result);
			}
			else if (c == '(' && NAMED_GROUP.matcher(pattern).region(i, pattern.length()).lookingAt()) {
				result.append(c);
				i = pattern.indexOf('>', i);
			}
			else if (inClass ? (c == '[' || c == '&') : isPlainBrace(pattern, i)) {
				result.append('\\').append(c);
			}
			else if (c == '[' && pattern.startsWith("[^]", i)) {
				result.append("[\\s\\S]");
				i += 2;
			}
			else {
				inClass = (c == '[') || (inClass && c != ']');
				result.append(c);
			}
		}
		return result.toString();
	}

	/**
	 * Append an escape. Only those of letters and digits differ; Java does not know all.
	 * What names a character, a property or a group is replaced: Java knows other names.
	 */
	private static int escape(String pattern, int index, StringBuilder result) {
		char c = pattern.charAt(index);
		if (NAMED_ESCAPE.matcher(pattern).region(index, pattern.length()).lookingAt()) {
			result.append("\\w");
			return pattern.indexOf((c == 'k') ? '>' : '}', index);
		}
		boolean known = "dDwWsSbBnrtfvcxupPk0123456789".indexOf(c) >= 0 || !Character.isLetter(c);
		result.append(known ? "\\" : "").append((c == '/') ? "/" : String.valueOf(c));
		return index;
	}

	private static boolean isPlainBrace(String pattern, int index) {
		return pattern.charAt(index) == '{' && !pattern.startsWith("{,", index)
				&& (index + 1 == pattern.length() || !Character.isDigit(pattern.charAt(index + 1)));
	}

}

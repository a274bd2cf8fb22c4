package io.github.asyncapikafka.diagnostic;

/**
 * Makes text that came from a document safe to print: control characters are escaped, so
 * that no document can forge a log line, and long values are cut.
 */
public final class Printable {

	private static final int MAX_LENGTH = 200;

	private Printable() {
	}

	/**
	 * Return the text with its control characters escaped and cut after 200 characters.
	 * @param text the text
	 * @return one printable line
	 */
	public static String escape(String text) {
		String cut = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + "..." : text;
		return escapeControlCharacters(cut);
	}

	/**
	 * Return the text as {@link #escape(String)} does, in single quotes.
	 * @param text the text
	 * @return one printable, quoted line
	 */
	public static String quote(String text) {
		return "'" + escape(text) + "'";
	}

	static String escapeControlCharacters(String text) {
		StringBuilder result = null;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean unsafe = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028'
					|| c == '\u2029';
			if (unsafe && result == null) {
				result = new StringBuilder(text.length() + 16).append(text, 0, i);
			}
			if (result != null) {
				append(result, c, unsafe);
			}
		}
		return (result != null) ? result.toString() : text;
	}

	private static void append(StringBuilder result, char c, boolean unsafe) {
		switch (c) {
			case '\n' -> result.append("\\n");
			case '\r' -> result.append("\\r");
			case '\t' -> result.append("\\t");
			default -> {
				if (unsafe) {
					result.append(String.format("\\u%04x", (int) c));
				}
				else {
					result.append(c);
				}
			}
		}
	}

}

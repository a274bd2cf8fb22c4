package io.github.asyncapikafka.validation.pattern;

import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * A character, or a set of characters, that a backslash stands for (ECMA-262, sections
 * "CharacterEscape" and "CharacterClassEscape").
 *
 * @param codePoint the character, or -1 for a set
 * @param set the members of the set as they stand in brackets, or {@code null} for a
 * character
 * @param length the number of characters of the escape
 */
record EcmaEscape(int codePoint, @Nullable String set, int length) {

	private static final String SPACES = "\\x{9}-\\x{D}\\x{20}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}"
			+ "\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}";

	private static final String NO_SPACES = "\\x{0}-\\x{8}\\x{E}-\\x{1F}\\x{21}-\\x{9F}\\x{A1}-\\x{167F}"
			+ "\\x{1681}-\\x{1FFF}\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}"
			+ "\\x{3001}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}";

	/**
	 * Return the escape at a place.
	 * @param source the expression
	 * @param start the index of the backslash
	 * @param linear whether it is written for RE2/J
	 * @throws PatternSyntaxException if ECMA-262 does not have it
	 */
	static EcmaEscape at(String source, int start, boolean linear) {
		if (start + 1 >= source.length()) {
			throw new PatternSyntaxException("Nothing behind the backslash", source, start);
		}
		int c = source.codePointAt(start + 1);
		return switch (c) {
			case 'd', 'D', 'w', 'W' -> set("\\" + (char) c, 2);
			case 's' -> set(SPACES, 2);
			case 'S' -> set(NO_SPACES, 2);
			case 't' -> character('\t', 2);
			case 'n' -> character('\n', 2);
			case 'v' -> character(0x0B, 2);
			case 'f' -> character('\f', 2);
			case 'r' -> character('\r', 2);
			case '0' -> character(0, 2);
			case 'c' -> character(control(source, start), 3);
			case 'x' -> character(hex(source, start + 2, 2), 4);
			case 'u' -> unicode(source, start);
			case 'p', 'P' -> property(source, start, linear);
			default -> identity(source, start, c);
		};
	}

	private static EcmaEscape set(String members, int length) {
		return new EcmaEscape(-1, members, length);
	}

	private static EcmaEscape character(int codePoint, int length) {
		return new EcmaEscape(codePoint, null, length);
	}

	private static EcmaEscape identity(String source, int start, int c) {
		if (Character.isLetterOrDigit(c)) {
			throw new PatternSyntaxException("Unknown escape", source, start);
		}
		return character(c, 1 + Character.charCount(c));
	}

	private static int control(String source, int start) {
		char letter = (start + 2 < source.length()) ? source.charAt(start + 2) : ' ';
		if (!((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))) {
			throw new PatternSyntaxException("Unknown control character", source, start);
		}
		return letter % 32;
	}

	private static EcmaEscape unicode(String source, int start) {
		if (source.startsWith("{", start + 2)) {
			int end = source.indexOf('}', start);
			int codePoint = hex(source, start + 3, Math.min(Math.max(end - start - 3, 1), 8));
			if (end < 0 || !Character.isValidCodePoint(codePoint)) {
				throw new PatternSyntaxException("Unknown character", source, start);
			}
			return character(codePoint, end + 1 - start);
		}
		char high = (char) hex(source, start + 2, 4);
		if (Character.isHighSurrogate(high) && source.startsWith("\\u", start + 6)
				&& !source.startsWith("{", start + 8)) {
			char low = (char) hex(source, start + 8, 4);
			if (Character.isLowSurrogate(low)) {
				return character(Character.toCodePoint(high, low), 12);
			}
		}
		return character(high, 6);
	}

	private static int hex(String source, int start, int length) {
		if (start + length > source.length() || !source.substring(start, start + length).matches("[0-9A-Fa-f]+")) {
			throw new PatternSyntaxException("Not a hexadecimal number", source, start);
		}
		return Integer.parseUnsignedInt(source.substring(start, start + length), 16);
	}

	private static EcmaEscape property(String source, int start, boolean linear) {
		int end = source.startsWith("{", start + 2) ? source.indexOf('}', start) : -1;
		UnicodeProperty property = (end < 0) ? null : UnicodeProperty.of(source.substring(start + 3, end));
		String name = (property == null) ? null : linear ? property.linear() : property.java();
		if (name == null) {
			throw new PatternSyntaxException("Unknown character property", source, start);
		}
		return set(source.substring(start, start + 2) + "{" + name + "}", end + 1 - start);
	}

	/**
	 * Return what stands for the escape outside of brackets.
	 */
	String standalone() {
		return (this.set != null) ? "[" + this.set + "]" : EcmaCharacterClass.literal(this.codePoint);
	}

}

package io.github.asyncapikafka.validation.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Writes a regular expression of a schema (ECMA-262) as Java, or as RE2/J, writes it.
 * Where both mean something else than ECMA-262, such as by {@code $}, {@code .} or
 * {@code \s}, the meaning is spelled out.
 */
final class EcmaExpression {

	private static final String LINE_TERMINATORS = "\\x{A}\\x{D}\\x{2028}\\x{2029}";

	private static final String WORD = "[A-Za-z0-9_]";

	private static final String BOUNDARY = "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))";

	private static final String NO_BOUNDARY = "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))";

	private final String source;

	private final boolean linear;

	private final List<String> groups = new ArrayList<>();

	private final StringBuilder result = new StringBuilder();

	private int index;

	private EcmaExpression(String source, boolean linear) {
		this.source = source;
		this.linear = linear;
		collectGroups();
	}

	/**
	 * Return the expression as Java writes it.
	 * @param source the expression
	 * @throws PatternSyntaxException if it is none of ECMA-262
	 */
	static String toJava(String source) {
		return new EcmaExpression(source, false).translate();
	}

	/**
	 * Return the expression as RE2/J writes it.
	 * @param source the expression
	 * @throws PatternSyntaxException if it is none of ECMA-262, or has something that
	 * cannot be found in linear time
	 */
	static String toLinear(String source) {
		return new EcmaExpression(source, true).translate();
	}

	private void collectGroups() {
		boolean inClass = false;
		for (int i = 0; i < this.source.length(); i++) {
			char c = this.source.charAt(i);
			if (c == '\\') {
				i++;
			}
			else if (c == '(' && !inClass && isGroup(i)) {
				int end = this.source.startsWith("(?<", i) ? this.source.indexOf('>', i) : -1;
				this.groups.add((end < 0) ? "" : this.source.substring(i + 3, end));
			}
			else {
				inClass = (c == '[') || (inClass && c != ']');
			}
		}
	}

	private boolean isGroup(int start) {
		boolean named = this.source.startsWith("(?<", start) && !this.source.startsWith("(?<=", start)
				&& !this.source.startsWith("(?<!", start);
		return named || !this.source.startsWith("(?", start);
	}

	private String translate() {
		while (this.index < this.source.length()) {
			char c = this.source.charAt(this.index);
			switch (c) {
				case '\\' -> escape();
				case '[' ->
					this.index = new EcmaCharacterClass(this.source, this.index, this.linear).write(this.result);
				case '(' -> group();
				case '.' -> copy("[^" + LINE_TERMINATORS + "]", 1);
				case '$' -> copy("\\z", 1);
				case '*', '+', '?' -> quantifier(1);
				case '{' -> brace();
				case '^', '|', ')' -> copy(String.valueOf(c), 1);
				default -> literal(this.source.codePointAt(this.index));
			}
		}
		return this.result.toString();
	}

	private void copy(String text, int length) {
		this.result.append(text);
		this.index += length;
	}

	private void literal(int codePoint) {
		this.result.append(EcmaCharacterClass.literal(codePoint));
		this.index += Character.charCount(codePoint);
	}

	/**
	 * Copy a quantifier. What would make it possessive in Java is an error.
	 */
	private void quantifier(int length) {
		copy(this.source.substring(this.index, this.index + length), length);
		if (at('?')) {
			copy("?", 1);
		}
		if (at('+') || at('*') || at('?')) {
			throw error("Nothing to repeat");
		}
	}

	private boolean at(char c) {
		return this.index < this.source.length() && this.source.charAt(this.index) == c;
	}

	/**
	 * Copy a quantifier in braces; a brace that begins none is a character.
	 */
	private void brace() {
		int end = this.source.indexOf('}', this.index);
		String inside = (end < 0) ? "" : this.source.substring(this.index + 1, end);
		if (inside.matches("\\d{1,9}(,\\d{0,9})?")) {
			quantifier(inside.length() + 2);
		}
		else if (inside.matches(",?\\d+(,\\d*)?")) {
			throw error("Illegal repetition");
		}
		else {
			literal('{');
		}
	}

	private void group() {
		if (this.source.startsWith("(?:", this.index)) {
			copy("(?:", 3);
		}
		else if (isGroup(this.index)) {
			int end = at('(') && this.source.startsWith("(?<", this.index) ? this.source.indexOf('>', this.index)
					: this.index;
			if (end < 0) {
				throw error("Unclosed group name");
			}
			copy(this.linear ? "(?:" : "(", end - this.index + 1);
		}
		else if (this.source.startsWith("(?=", this.index) || this.source.startsWith("(?!", this.index)) {
			backtracking();
			copy(this.source.substring(this.index, this.index + 3), 3);
		}
		else if (this.source.startsWith("(?<", this.index)) {
			backtracking();
			copy(this.source.substring(this.index, this.index + 4), 4);
		}
		else {
			throw error("Unknown kind of group");
		}
	}

	private void backtracking() {
		if (this.linear) {
			throw error("Cannot be found in linear time");
		}
	}

	private void escape() {
		char c = (this.index + 1 < this.source.length()) ? this.source.charAt(this.index + 1) : '\\';
		if (c == 'b' || c == 'B') {
			copy(this.linear ? "\\" + c : (c == 'b') ? BOUNDARY : NO_BOUNDARY, 2);
		}
		else if (c == 'k') {
			int end = this.source.startsWith("<", this.index + 2) ? this.source.indexOf('>', this.index) : -1;
			String name = (end < 0) ? "" : this.source.substring(this.index + 3, end);
			reference(name.isEmpty() ? 0 : this.groups.indexOf(name) + 1, name.length() + 4);
		}
		else if (c >= '1' && c <= '9') {
			int end = this.index + 2;
			while (end < this.source.length() && end < this.index + 4 && Character.isDigit(this.source.charAt(end))) {
				end++;
			}
			reference(Integer.parseInt(this.source.substring(this.index + 1, end)), end - this.index);
		}
		else {
			EcmaEscape escape = EcmaEscape.at(this.source, this.index, this.linear);
			copy(escape.standalone(), escape.length());
		}
	}

	private void reference(int group, int length) {
		backtracking();
		if (group < 1 || group > this.groups.size()) {
			throw error("There is no such group");
		}
		copy("(?:\\" + group + ")", length);
	}

	private PatternSyntaxException error(String description) {
		return new PatternSyntaxException(description, this.source, this.index);
	}

}

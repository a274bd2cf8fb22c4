package io.github.asyncapikafka.validation.pattern;

import java.util.Locale;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Characters in brackets (ECMA-262, section "CharacterClass"). Nothing in them has a
 * meaning but {@code \}, {@code -} and {@code ]}, other than in Java.
 */
final class EcmaCharacterClass {

	private static final String EVERYTHING = "\\x{0}-\\x{10FFFF}";

	private final String source;

	private final boolean linear;

	private final StringBuilder members = new StringBuilder();

	private int index;

	EcmaCharacterClass(String source, int start, boolean linear) {
		this.source = source;
		this.linear = linear;
		this.index = start + 1;
	}

	/**
	 * Write a character so that it has no other meaning.
	 */
	static String literal(int codePoint) {
		boolean plain = codePoint < 128 && Character.isLetterOrDigit(codePoint);
		return plain ? Character.toString(codePoint)
				: "\\x{" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT) + "}";
	}

	/**
	 * Write the class.
	 * @param result where it is appended
	 * @return the index behind the class
	 * @throws PatternSyntaxException if it is not closed, or has something wrong in it
	 */
	int write(StringBuilder result) {
		boolean negated = at('^');
		this.index += negated ? 1 : 0;
		while (!at(']')) {
			member();
		}
		if (this.members.isEmpty()) {
			result.append(negated ? "[" : "[^").append(EVERYTHING).append(']');
		}
		else {
			result.append(negated ? "[^" : "[").append(this.members).append(']');
		}
		return this.index + 1;
	}

	private boolean at(char c) {
		return this.index < this.source.length() && this.source.charAt(this.index) == c;
	}

	private void member() {
		EcmaEscape first = atom();
		if (!at('-') || this.source.startsWith("]", this.index + 1)) {
			append(first);
			return;
		}
		this.index++;
		EcmaEscape last = atom();
		if (first.set() != null || last.set() != null) {
			append(first);
			this.members.append(literal('-'));
			append(last);
			return;
		}
		if (first.codePoint() > last.codePoint()) {
			throw new PatternSyntaxException("Range out of order", this.source, this.index);
		}
		append(first);
		this.members.append('-');
		append(last);
	}

	private void append(EcmaEscape atom) {
		@Nullable String set = atom.set();
		this.members.append((set != null) ? set : literal(atom.codePoint()));
	}

	private EcmaEscape atom() {
		if (this.index >= this.source.length()) {
			throw new PatternSyntaxException("Unclosed character class", this.source, this.source.length() - 1);
		}
		EcmaEscape atom;
		if (this.source.startsWith("\\b", this.index)) {
			atom = new EcmaEscape('\b', null, 2);
		}
		else if (at('\\')) {
			atom = EcmaEscape.at(this.source, this.index, this.linear);
		}
		else {
			int codePoint = this.source.codePointAt(this.index);
			atom = new EcmaEscape(codePoint, null, Character.charCount(codePoint));
		}
		this.index += atom.length();
		return atom;
	}

}

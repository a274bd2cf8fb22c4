package io.github.asyncapikafka.diagnostic;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Printable}.
 */
class PrintableTests {

	@Test
	void textWithoutControlCharactersStays() {
		String text = "Bestellung größer als 5 €";
		assertThat(Printable.escape(text)).isSameAs(text);
	}

	@Test
	void lineBreaksAndTabsAreWrittenAsInJava() {
		assertThat(Printable.escape("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
	}

	@Test
	void otherControlCharactersAreWrittenAsCodePoints() {
		assertThat(Printable.escape("\u001b[31m\u0085")).isEqualTo("\\u001b[31m\\u0085");
	}

	@Test
	void lineAndParagraphSeparatorsAreEscaped() {
		assertThat(Printable.escape("a\u2028b\u2029c")).isEqualTo("a\\u2028b\\u2029c");
	}

	@Test
	void charactersThatTurnTheDirectionOfTextAreEscaped() {
		assertThat(Printable.escape("a\u202eb\u200bc")).isEqualTo("a\\u202eb\\u200bc");
	}

	@Test
	void textOf200CharactersIsNotCut() {
		assertThat(Printable.escape("x".repeat(200))).isEqualTo("x".repeat(200));
	}

	@Test
	void longerTextIsCutBeforeItIsEscaped() {
		assertThat(Printable.escape("\n".repeat(201))).isEqualTo("\\n".repeat(200) + "...");
	}

	@Test
	void quotedTextIsEscapedToo() {
		assertThat(Printable.quote("a\nb")).isEqualTo("'a\\nb'");
	}

}

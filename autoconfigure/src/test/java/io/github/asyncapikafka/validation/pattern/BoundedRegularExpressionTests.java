package io.github.asyncapikafka.validation.pattern;

import java.time.Duration;
import java.util.regex.PatternSyntaxException;

import io.github.asyncapikafka.validation.pattern.Steps.TooManyStepsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for {@link BoundedRegularExpression}. The answers are those of a JavaScript
 * engine with the flag {@code u}.
 */
class BoundedRegularExpressionTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			^a$                  | `a`
			^[^]$                | `\n`
			^\\S+$               | `\u0085`
			^\\s$                | `\u00a0`
			^\\s$                | `\ufeff`
			^.$                  | `\u0085`
			^.$                  | `\uD83D\uDE00`
			^\\u{1F600}$         | `\uD83D\uDE00`
			^\\uD83D\\uDE00$     | `\uD83D\uDE00`
			^[\\u{1F600}-\\u{1F64F}]$ | `\uD83D\uDE00`
			a\\/b                | `a/b`
			^\\cJ$               | `\n`
			^\\x41\\u0042\\0$    | `AB\u0000`
			^[[]$                | `[`
			^[a&&b]+$            | `a&b`
			^[\\b]$              | `\b`
			^[\\w-.]+$           | `a-b.c`
			^[^\\S]$             | `\u2003`
			^\\p{L}+$            | `ä`
			^\\p{Letter}$        | `ä`
			^\\p{gc=Lu}$         | `Ä`
			^\\p{Script=Greek}$  | `\u03b1`
			^\\P{Lu}$            | `a`
			^[^\\p{L}]$          | `1`
			^\\p{Alpha}$         | `ä`
			\u00e9\\Bx           | `\u00e9 x`
			^{name}$             | `{name}`
			^a{2,3}?$            | `aaa`
			^(?<a_b>x)\\k<a_b>$  | `xx`
			^(a)\\1$             | `aa`
			^(?=.*\\d)(?!1).{2}$ | `a1`
			(?<=a)b(?<!c)        | `ab`
			""")
	void findsWhatEcmaScriptFinds(String pattern, String text) {
		assertThat(new BoundedRegularExpression(pattern).matches(text)).isEqualTo(!pattern.contains("\\Bx"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			^a$              | `a\n`
			^.$              | `\u2028`
			^.$              | `\r`
			^\\s$            | `\u0085`
			^\\d$            | `\u0663`
			^\\w$            | `ä`
			[]               | `a`
			^[^a]$           | `a`
			^\\u{61}$        | `b`
			ä\\b             | `ä`
			^[a-c&&b]$       | `d`
			^[\\S]$          | `\u00a0`
			^\\P{L}$         | `ä`
			""")
	void findsNothingWhereEcmaScriptFindsNothing(String pattern, String text) {
		assertThat(new BoundedRegularExpression(pattern).matches(text)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_000, 20_000, 100_000 })
	void answersForTextsThatJavaHasNoStackFor(int times) {
		BoundedRegularExpression expression = new BoundedRegularExpression("^([0-9A-F]{2}:?)*$");
		assertThat(expression.matches("A0:".repeat(times))).isTrue();
		assertThat(expression.matches("A0:".repeat(times) + "!")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			^(.*a){20}$      | a      | 61    | !
			^(.*a){20}$      | a,     | 30000 | !
			^(.*,){15}P      | 1,     | 100   | Q
			`^(a|a)*b$`      | a      | 5000  | c
			^(a+)+$          | a      | 5000  | !
			^(\\w+\\s?)*$    | word_  | 12000 | !
			""")
	void answersInTimeWhereJavaWouldSearchForEver(String pattern, String part, int times, String end) {
		BoundedRegularExpression expression = new BoundedRegularExpression(pattern);
		boolean found = assertTimeoutPreemptively(Duration.ofSeconds(2),
				() -> expression.matches(part.repeat(times) + end));
		assertThat(found).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "(a*)*\\1b", "^(?=(.*a){20}$)", "^(?!(.*a){20}!.)(.*a){20}$" })
	void givesUpWhereNobodyAnswersInTime(String pattern) {
		BoundedRegularExpression expression = new BoundedRegularExpression(pattern);
		String text = "a".repeat(60) + "!";
		assertTimeoutPreemptively(Duration.ofSeconds(1),
				() -> assertThatExceptionOfType(TooManyStepsError.class).isThrownBy(() -> expression.matches(text)));
	}

	@Test
	void givesUpInsteadOfRunningOutOfStack() {
		BoundedRegularExpression expression = new BoundedRegularExpression("^(?=a)([a-z]{2}:?)*$");
		assertThatExceptionOfType(TooManyStepsError.class).isThrownBy(() -> expression.matches("aa:".repeat(100_000)));
	}

	@Test
	void sharesTheStepsOfARecord() {
		BoundedRegularExpression expression = new BoundedRegularExpression("^(?=(.*a){3}$)");
		String text = "a".repeat(40) + "!";
		assertThat(expression.matches(text)).isFalse();
		assertThatExceptionOfType(TooManyStepsError.class).isThrownBy(() -> Steps.limit(text.length(), () -> {
			boolean found = false;
			for (int i = 0; i < 1_000; i++) {
				found |= expression.matches(text);
			}
			return found;
		}));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			(?i)abc      | ABC
			\\Aabc\\z    | abc
			\\Qa.b\\E    | a.b
			^(?>a)b      | ab
			""")
	void takesWhatOnlyJavaKnowsAsJavaDoes(String pattern, String text) {
		assertThat(new BoundedRegularExpression(pattern).matches(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "(", "a)", "[a", "*a", "a{,2}", "[b-a]", "\\p{Unheard}", "a**", "\\", "(?<n" })
	void refusesWhatNobodyKnows(String pattern) {
		assertThatExceptionOfType(PatternSyntaxException.class).isThrownBy(() -> new BoundedRegularExpression(pattern));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			^[a-z]+$ | true
			(        | false
			\\Z      | false
			\\a      | false
			""")
	void tellsARegularExpressionFromAnotherText(String text, boolean valid) {
		assertThat(BoundedRegularExpression.isValid(text)).isEqualTo(valid);
		assertThat(BoundedRegularExpression.isValid("(".repeat(1_999))).isFalse();
	}

}

package io.github.asyncapikafka.document.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.diagnostic.Problems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CoreSchema}, through the {@link NodeReader} that uses it.
 */
class CoreSchemaTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "~", "null", "Null", "NULL", "# nothing but a comment", "&anchor" })
	void nothingIsNull(String yaml) {
		assertThat(value(yaml)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "True, true", "TRUE, true", "false, false", "False, false", "FALSE, false" })
	void booleanIsRead(String yaml, boolean expected) {
		assertThat(value(yaml)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "-0, 0", "12, 12", "-12, -12", "+12, 12", "0o17, 15", "0x1F, 31", "0xff, 255",
			"9223372036854775808, 9223372036854775808" })
	void integerIsRead(String yaml, BigInteger expected) {
		assertThat(value(yaml)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1.5, 1.5", "+1.5, 1.5", "-1.5, -1.5", ".5, 0.5", "1., 1", "1e3, 1000", "1E+3, 1000",
			"1.5e-3, 0.0015" })
	void floatIsRead(String yaml, BigDecimal expected) {
		assertThat((BigDecimal) value(yaml)).isEqualByComparingTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "no", "on", "off", "y", "n", "tRUE", "nULL", "010", "-010", "00", "1_000", "0b11",
			"0x", "0o8", "0x1_F", "+0x1F", "12:30:45", "2020-01-01", "2020-01-01T12:30:45Z", "1.2.3", "1e", ".", "-",
			"=", "nan", "infinity" })
	void restIsText(String yaml) {
		assertThat(value("-".equals(yaml) ? "'-'" : yaml)).isEqualTo(yaml);
	}

	@ParameterizedTest
	@ValueSource(strings = { "'~'", "\"~\"", "!!str ~", "&anchor '~'", "!!str &anchor ~", "|-\n  ~", ">-\n  ~" })
	void tildeThatIsNotPlainIsText(String yaml) {
		assertThat(value(yaml)).isEqualTo("~");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".inf", "-.INF", "+.Inf", ".nan", ".NaN" })
	void numberThatIsNotFiniteIsRefused(String yaml) {
		Problems problems = new Problems();
		assertThat(NodeReader.read("asyncapi.yaml", "key: " + yaml, new AtomicInteger(), problems)).isNull();
		assertThat(problems.toList()).singleElement()
			.hasToString("asyncapi.yaml:1:6 This is not a number that JSON can hold. Write a finite number.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0x", "+", "." })
	void longNumberIsRefused(String prefix) {
		Problems problems = new Problems();
		assertThat(
				NodeReader.read("asyncapi.yaml", "key: " + prefix + "1".repeat(100_000), new AtomicInteger(), problems))
			.isNull();
		assertThat(problems.toList()).singleElement()
			.hasToString("asyncapi.yaml:1:6 This is not a number that JSON can hold. Write a finite number.");
	}

	@Test
	void jsonHasNoSuchWords() {
		Node root = NodeReader.read("asyncapi.json", "{ \"key\": \"~\" }", new AtomicInteger(), new Problems());
		assertThat(((Node.Scalar) ((Node.Mapping) root).members().get("key")).value()).isEqualTo("~");
	}

	private static @Nullable Object value(String yaml) {
		Problems problems = new Problems();
		Node root = NodeReader.read("asyncapi.yaml", "key: " + yaml + "\nnext: \"quoted\"\n", new AtomicInteger(),
				problems);
		assertThat(problems.toList()).isEmpty();
		assertThat(root).isInstanceOf(Node.Mapping.class);
		return ((Node.Scalar) ((Node.Mapping) root).members().get("key")).value();
	}

}

package io.github.asyncapikafka.diagnostic;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Problem}.
 */
class ProblemTests {

	private final Location location = new Location("asyncapi.yaml", "/info", 2, 1);

	@Test
	void isPrintedOnOneLineWithItsPlaceFirst() {
		Problem problem = new Problem(this.location, "'title' is missing.", "Add it.");
		assertThat(problem).hasToString("asyncapi.yaml:2:1 'title' is missing. Add it.");
	}

	@Test
	void isPrintedWithoutAPlaceIfItHasNone() {
		assertThat(new Problem(null, "Wrong.", "Correct it.")).hasToString("Wrong. Correct it.");
	}

	@Test
	void messageAndActionCannotForgeALine() {
		Problem problem = new Problem(null, "a\nb", "c\u001bd");
		assertThat(problem.message()).isEqualTo("a\\nb");
		assertThat(problem.action()).isEqualTo("c\\u001bd");
	}

	@Test
	@SuppressWarnings("NullAway")
	void actionIsRequired() {
		assertThatNullPointerException().isThrownBy(() -> new Problem(null, "Wrong.", null))
			.withMessage("'action' must not be null");
	}

	@Test
	@SuppressWarnings("NullAway")
	void messageIsRequired() {
		assertThatNullPointerException().isThrownBy(() -> new Problem(null, null, "Correct it."))
			.withMessage("'message' must not be null");
	}

}

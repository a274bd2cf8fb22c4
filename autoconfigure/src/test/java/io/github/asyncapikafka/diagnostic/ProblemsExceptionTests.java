package io.github.asyncapikafka.diagnostic;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ProblemsException}.
 */
class ProblemsExceptionTests {

	private final Problem first = new Problem(new Location("asyncapi.yaml", "", 1, 1), "First.", "Correct it.");

	private final Problem second = new Problem(null, "Second.", "Remove it.");

	@Test
	void messageHasALineForEachProblem() {
		assertThat(new TestException(List.of(this.first, this.second))).hasMessage("""
				The test failed:
				- asyncapi.yaml:1:1 First. Correct it.
				- Second. Remove it.""");
	}

	@Test
	void givesSummaryAndProblems() {
		TestException exception = new TestException(List.of(this.first, this.second));
		assertThat(exception.getSummary()).isEqualTo("The test failed");
		assertThat(exception.getProblems()).containsExactly(this.first, this.second);
	}

	@Test
	void needsAProblem() {
		assertThatIllegalArgumentException().isThrownBy(() -> new TestException(List.of()))
			.withMessage("'problems' must not be empty");
	}

	private static final class TestException extends ProblemsException {

		TestException(List<Problem> problems) {
			super("The test failed", problems);
		}

	}

}

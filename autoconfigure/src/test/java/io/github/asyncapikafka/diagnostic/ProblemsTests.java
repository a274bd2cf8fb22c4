package io.github.asyncapikafka.diagnostic;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Problems}.
 */
class ProblemsTests {

	private final Problem first = new Problem(null, "First.", "Correct it.");

	private final Problem second = new Problem(null, "Second.", "Correct it.");

	private final Problems problems = new Problems();

	@Test
	void isEmptyAtFirst() {
		assertThat(this.problems.isEmpty()).isTrue();
		assertThat(this.problems.toList()).isEmpty();
	}

	@Test
	void keepsTheOrderOfDiscovery() {
		this.problems.add(this.second);
		this.problems.add(null, "First.", "Correct it.");
		assertThat(this.problems.isEmpty()).isFalse();
		assertThat(this.problems.toList()).containsExactly(this.second, this.first);
	}

	@Test
	void keepsTheSameProblemOnce() {
		this.problems.addAll(List.of(this.first, this.second, new Problem(null, "First.", "Correct it.")));
		assertThat(this.problems.toList()).containsExactly(this.first, this.second);
	}

	@Test
	void listIsASnapshot() {
		this.problems.add(this.first);
		List<Problem> snapshot = this.problems.toList();
		this.problems.add(this.second);
		assertThat(snapshot).containsExactly(this.first);
	}

}

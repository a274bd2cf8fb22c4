package io.github.asyncapikafka.diagnostic;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Suggestions}.
 */
class SuggestionsTests {

	@Test
	void suggestsTheNearestName() {
		assertThat(Suggestions.closest("userSingedUp", List.of("userSignedOut", "userSignedUp")))
			.contains("userSignedUp");
	}

	@Test
	void swappedNeighboursAreOneSlip() {
		assertThat(Suggestions.closest("otpic", List.of("topic", "topics"))).contains("topic");
	}

	@Test
	void caseAndPunctuationDoNotCount() {
		assertThat(Suggestions.closest("USER_SIGNED_UP", List.of("user.signed-up"))).contains("user.signed-up");
	}

	@Test
	void suggestsNothingThatIsTooFarAway() {
		assertThat(Suggestions.closest("orders", List.of("payments"))).isEmpty();
	}

	@Test
	void suggestsNothingWithoutCandidates() {
		assertThat(Suggestions.closest("orders", List.of())).isEmpty();
	}

	@Test
	void veryLongNamesAreNotCompared() {
		assertThat(Suggestions.closest("x".repeat(101), List.of("x".repeat(100)))).isEmpty();
		assertThat(Suggestions.closest("x".repeat(100), List.of("x".repeat(101)))).isEmpty();
	}

	@Test
	void sentenceQuotesTheName() {
		assertThat(Suggestions.didYouMean("receve", List.of("send", "receive"))).isEqualTo("Did you mean 'receive'? ");
	}

	@Test
	void sentenceIsEmptyIfNothingIsNear() {
		assertThat(Suggestions.didYouMean("publish", List.of("send", "receive"))).isEmpty();
	}

	@Test
	void canonicalNameHasLettersAndDigitsOnly() {
		assertThat(Suggestions.canonical("User/{id}.signed-up_2")).isEqualTo("useridsignedup2");
	}

}

package io.github.asyncapikafka.diagnostic;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedSuggestions}.
 */
class BoundedSuggestionsTests {

	@Test
	void suggestionsEndAfterSomeTimes() {
		BoundedSuggestions suggestions = new BoundedSuggestions();
		for (int i = 0; i < BoundedSuggestions.MAX_SUGGESTIONS; i++) {
			assertThat(suggestions.didYouMean("chanels", List.of("channels"))).isEqualTo("Did you mean 'channels'? ");
		}
		assertThat(suggestions.didYouMean("chanels", List.of("channels"))).isEmpty();
	}

}

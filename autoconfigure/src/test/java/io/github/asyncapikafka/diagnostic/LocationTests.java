package io.github.asyncapikafka.diagnostic;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Location}.
 */
class LocationTests {

	@Test
	void isPrintedAsResourceLineAndColumn() {
		Location location = new Location("classpath:asyncapi.yaml", "/info/title", 3, 5);
		assertThat(location).hasToString("classpath:asyncapi.yaml:3:5");
	}

	@Test
	void resourceCannotForgeALine() {
		Location location = new Location("a\nb.yaml", "", 1, 1);
		assertThat(location).hasToString("a\\nb.yaml:1:1");
	}

}

package io.github.asyncapikafka.binding.value;

/**
 * A decided value with its source.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param source where it came from
 */
public record Value<T>(T value, Source source) {

	/**
	 * Return value and source on one line.
	 * @return {@code value (source)}
	 */
	@Override
	public String toString() {
		return this.value + " (" + this.source + ")";
	}

}

package io.github.asyncapikafka.kafka.connection;

import org.jspecify.annotations.Nullable;

/**
 * Writes the text of a {@code sasl.jaas.config} that has one login module.
 */
final class JaasConfiguration {

	private final StringBuilder text;

	JaasConfiguration(String loginModule) {
		this.text = new StringBuilder(loginModule).append(" required");
	}

	/**
	 * Add an option.
	 * @param value the value, or {@code null} to leave the option out
	 */
	JaasConfiguration option(String name, @Nullable String value) {
		if (value != null) {
			this.text.append(' ').append(name).append("=\"");
			value.chars().forEach(this::append);
			this.text.append('"');
		}
		return this;
	}

	private void append(int character) {
		switch (character) {
			case '"', '\\' -> this.text.append('\\').append((char) character);
			// Kafka's parser ends a quoted value at the end of the line.
			case '\n' -> this.text.append("\\n");
			case '\r' -> this.text.append("\\r");
			default -> this.text.append((char) character);
		}
	}

	@Override
	public String toString() {
		return this.text + ";";
	}

}

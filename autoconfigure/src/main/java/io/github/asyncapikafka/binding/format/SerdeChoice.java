package io.github.asyncapikafka.binding.format;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The chosen serializer and deserializer of a key or a payload.
 *
 * @param format how it becomes bytes
 * @param bean the name of the {@code Serde} bean if the format is
 * {@link SerdeFormat#BEAN}, otherwise {@code null}
 */
public record SerdeChoice(SerdeFormat format, @Nullable String bean) {

	SerdeChoice(SerdeFormat format) {
		this(format, null);
	}

	@Override
	public String toString() {
		return (this.bean != null) ? "bean " + this.bean
				: this.format.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}

package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;

import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says why JSON cannot be read as a type. Jackson's own messages quote values, which must
 * get into no log.
 */
final class JsonFailure {

	private JsonFailure() {
	}

	static String describe(Type type, JacksonException failure) {
		StringBuilder description = new StringBuilder("Cannot read the JSON as ").append(type.getTypeName());
		String path = failure.getPathReference();
		if (!failure.getPath().isEmpty()) {
			description.append(" at ").append(Printable.escape(path));
		}
		TokenStreamLocation location = failure.getLocation();
		if (location != null && location.getLineNr() > 0) {
			description.append(" (line ")
				.append(location.getLineNr())
				.append(", column ")
				.append(location.getColumnNr())
				.append(')');
		}
		if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
			description.append(", which has to be ").append(mismatch.getTargetType().getTypeName());
		}
		return description.append(": ").append(failure.getClass().getSimpleName()).toString();
	}

	/**
	 * Return what the application's own code has thrown, or {@code null}.
	 */
	static @Nullable Throwable ofApplication(JacksonException failure) {
		return (failure instanceof ValueInstantiationException) ? failure.getCause() : null;
	}

}

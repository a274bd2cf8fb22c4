package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;

import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says why JSON cannot be read as a type. Jackson's own messages quote values, which must
 * get into no log.
 */
final class JsonFailure {

	/** What is longer is cut when it is printed. */
	private static final int MAX_POINTER = 200;

	private JsonFailure() {
	}

	static UnreadableJsonException of(Type type, JacksonException failure) {
		String member = member(failure);
		StringBuilder description = new StringBuilder("Cannot read the JSON as ").append(type.getTypeName());
		TokenStreamLocation location = failure.getLocation();
		if (location != null && location.getLineNr() > 0) {
			description.append(" (line ")
				.append(location.getLineNr())
				.append(", column ")
				.append(location.getColumnNr())
				.append(')');
		}
		description.append(": ").append((member != null) ? member + ", " : "");
		description.append(failure.getClass().getSimpleName());
		return new UnreadableJsonException(description.toString(), member, ofApplication(failure));
	}

	/**
	 * Return which member is wrong, and what it should be, or {@code null} if it is the
	 * whole text.
	 */
	private static @Nullable String member(JacksonException failure) {
		String pointer = pointer(failure);
		if (pointer.isEmpty()) {
			return null;
		}
		if (failure instanceof PropertyBindingException unknown) {
			return Printable.escape(pointer) + " is no member of " + unknown.getReferringClass().getTypeName();
		}
		Type wanted = wanted(failure);
		return Printable.escape(pointer)
				+ ((wanted != null) ? " has to be " + wanted.getTypeName() : " cannot be read");
	}

	private static String pointer(JacksonException failure) {
		StringBuilder pointer = new StringBuilder();
		for (JacksonException.Reference reference : failure.getPath()) {
			if (pointer.length() > MAX_POINTER) {
				break;
			}
			String name = reference.getPropertyName();
			if (name != null) {
				pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
			}
			else if (reference.getIndex() >= 0) {
				pointer.append('/').append(reference.getIndex());
			}
		}
		return pointer.toString();
	}

	private static @Nullable Type wanted(JacksonException failure) {
		if (failure instanceof MismatchedInputException mismatch) {
			return mismatch.getTargetType();
		}
		if (failure instanceof ValueInstantiationException refused) {
			return refused.getType().getRawClass();
		}
		return (failure instanceof InputCoercionException coercion) ? coercion.getTargetType() : null;
	}

	/**
	 * Return what the application's own code has thrown, or {@code null}.
	 */
	private static @Nullable Throwable ofApplication(JacksonException failure) {
		return (failure instanceof ValueInstantiationException) ? failure.getCause() : null;
	}

}

package io.github.asyncapikafka.inspection.type.mapper;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;

/**
 * A part of a Java type, with what reads or writes it.
 *
 * @param <H> the kind of what reads or writes it
 * @param type the type
 * @param handler what reads or writes it
 * @param property the property whose annotations decide how it is read or written, or
 * {@code null}
 * @param path the place in Java
 */
public record JavaPart<H>(JavaType type, H handler, @Nullable BeanProperty property, String path) {

	/**
	 * Return how the part stands in a sentence.
	 */
	public String described() {
		String name = name(this.type);
		return (this.path.equals(name) ? "The type" : this.path) + " is " + name;
	}

	/**
	 * Return the simple name of a type with its arguments.
	 */
	public static String name(JavaType type) {
		if (type.isArrayType()) {
			return name(type.getContentType()) + "[]";
		}
		String name = type.getRawClass().getSimpleName();
		if (type.containedTypeCount() == 0) {
			return name;
		}
		return name + type.getBindings()
			.getTypeParameters()
			.stream()
			.map(JavaPart::name)
			.collect(Collectors.joining(", ", "<", ">"));
	}

}

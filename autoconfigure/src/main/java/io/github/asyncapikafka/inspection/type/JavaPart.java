package io.github.asyncapikafka.inspection.type;

import java.util.stream.Collectors;

import tools.jackson.databind.JavaType;

/**
 * A part of a Java type, with what reads or writes it.
 *
 * @param <H> the kind of what reads or writes it
 * @param type the type
 * @param handler what reads or writes it
 * @param path the place in Java
 */
record JavaPart<H>(JavaType type, H handler, String path) {

	JavaPart<H> with(JavaType other, H otherHandler) {
		return new JavaPart<>(other, otherHandler, this.path);
	}

	/**
	 * Return how the part stands in a sentence.
	 */
	String described() {
		return this.path + " is " + name(this.type);
	}

	static String name(JavaType type) {
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

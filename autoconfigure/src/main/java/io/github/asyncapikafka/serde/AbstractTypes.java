package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds types of which a mapper can never make a value. Subtypes, deserializers, mix-ins
 * and the like say how values of an abstract type are made, so the mapper is made to try.
 */
final class AbstractTypes {

	private AbstractTypes() {
	}

	/**
	 * Check that values of a type can be made.
	 * @throws IllegalArgumentException if it is abstract, or holds what is, and the
	 * mapper knows nothing of it
	 */
	static void check(JsonMapper mapper, Type type) {
		JavaType javaType = mapper.constructType(type);
		JavaType held = held(javaType);
		if (!held.isAbstract() || held.isPrimitive()) {
			return;
		}
		try {
			mapper.readerFor(javaType).readValue(sample(javaType));
		}
		catch (InvalidDefinitionException ex) {
			if (ex.getType() != null && ex.getType().hasRawClass(held.getRawClass())) {
				throw new IllegalArgumentException("JSON cannot be read as " + type.getTypeName() + ", because "
						+ held.getRawClass().getSimpleName() + " is abstract and nothing says which class to make", ex);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			// A record may have what the sample lacks.
		}
	}

	/**
	 * Return the type of what is in the containers.
	 */
	private static JavaType held(JavaType type) {
		JavaType content = type.isReferenceType() ? type.getReferencedType() : type.getContentType();
		return (content != null) ? held(content) : type;
	}

	/**
	 * Return JSON that has one object where the type has what it holds.
	 */
	private static String sample(JavaType type) {
		if (type.isReferenceType()) {
			return sample(type.getReferencedType());
		}
		if (type.getContentType() == null) {
			return "{}";
		}
		String content = sample(type.getContentType());
		return type.isMapLikeType() ? "{\"a\":" + content + "}" : "[" + content + "]";
	}

}

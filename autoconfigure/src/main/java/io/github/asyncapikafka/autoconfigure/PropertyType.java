package io.github.asyncapikafka.autoconfigure;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.asyncapikafka.diagnostic.Suggestions;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.ResolvableType;

/**
 * What the records that properties are bound to say about the properties that there are.
 *
 * @param type the type that a property is bound to
 */
record PropertyType(ResolvableType type) {

	static final String PREFIX = "asyncapi-kafka";

	static final PropertyType ROOT = new PropertyType(ResolvableType.forClass(AsyncApiKafkaProperties.class));

	boolean isMap() {
		return Map.class.isAssignableFrom(this.type.toClass());
	}

	boolean isList() {
		return Collection.class.isAssignableFrom(this.type.toClass());
	}

	boolean isRecord() {
		return this.type.toClass().isRecord();
	}

	/**
	 * Return the type of what a map or a list holds.
	 */
	PropertyType entry() {
		return new PropertyType(this.type.getGeneric(isMap() ? 1 : 0));
	}

	/**
	 * Return the properties below this one.
	 * @return the types by name, empty if this is no record
	 */
	Map<String, PropertyType> members() {
		Map<String, PropertyType> members = new LinkedHashMap<>();
		if (isRecord()) {
			Constructor<?> constructor = this.type.toClass().getDeclaredConstructors()[0];
			Parameter[] parameters = constructor.getParameters();
			for (int i = 0; i < parameters.length; i++) {
				members.put(DataObjectPropertyName.toDashedForm(parameters[i].getName()),
						new PropertyType(ResolvableType.forConstructorParameter(constructor, i)));
			}
		}
		return members;
	}

	/**
	 * Return the name of a property below this one, however it is written.
	 */
	Optional<String> member(String written) {
		String wanted = Suggestions.canonical(written);
		return members().keySet().stream().filter((name) -> Suggestions.canonical(name).equals(wanted)).findFirst();
	}

}

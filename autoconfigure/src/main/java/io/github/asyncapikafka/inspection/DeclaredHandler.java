package io.github.asyncapikafka.inspection;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A method that takes messages of a channel, or sends them.
 *
 * @param element what the method is called
 * @param payload the type of the payload, {@code Object} if the method does not care
 * @param key the type of the key, {@code Object} likewise
 * @param headers the headers that are parameters of the method
 * @param openHeaders whether there can be further headers, as where a sender is given a
 * whole message
 * @param parameters the types of the parameters that are values of the address, by name
 * @param messages the types of the payloads by the ids of the messages that it takes or
 * sends, or {@code null} if it takes whatever there is
 * @param returned the type of the answer, {@code void} if there is none, {@code Object}
 * if it is not known
 */
public record DeclaredHandler(String element, Type payload, Type key, List<DeclaredHeader> headers, boolean openHeaders,
		Map<String, Type> parameters, @Nullable Map<String, Type> messages, Type returned) {

	public DeclaredHandler {
		headers = List.copyOf(headers);
		parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
		messages = (messages != null) ? Collections.unmodifiableMap(new LinkedHashMap<>(messages)) : null;
	}

	/**
	 * A header that is a parameter of the method.
	 *
	 * @param name the name of the header
	 * @param type the type of the parameter
	 * @param required whether the header must be there, as also for a primitive number,
	 * whatever its annotation says
	 */
	public record DeclaredHeader(String name, Type type, boolean required) {

	}

}

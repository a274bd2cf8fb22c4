package io.github.asyncapikafka.autoconfigure.document;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * Finds the application's document.
 */
public final class DocumentLocation {

	/**
	 * The property that says where the document is.
	 */
	public static final String PROPERTY = "asyncapi-kafka.location";

	static final List<String> DEFAULT_NAMES = List.of("asyncapi.yaml", "asyncapi.yml", "asyncapi.json");

	private DocumentLocation() {
	}

	/**
	 * Return the document, which exists if its location is not configured.
	 * @param environment has the property
	 * @param resourceLoader has the class path
	 * @return the resource, or {@code null} if there is no document at all
	 */
	public static @Nullable Resource find(Environment environment, ResourceLoader resourceLoader) {
		String configured = environment.getProperty(PROPERTY);
		if (StringUtils.hasText(configured)) {
			return configured(configured.strip(), resourceLoader);
		}
		return DEFAULT_NAMES.stream()
			.map((name) -> (Resource) new ClassPathResource(name, resourceLoader.getClassLoader()))
			.filter(Resource::exists)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the document, or fail with what is wrong about its location.
	 * @param environment has the property
	 * @param resourceLoader has the class path
	 * @return the resource
	 * @throws InvalidContractException if there is no document, or several could be it
	 */
	public static Resource require(Environment environment, ResourceLoader resourceLoader) {
		Resource resource = find(environment, resourceLoader);
		if (resource == null) {
			throw new InvalidContractException(
					List.of(new Problem(null, "There is no AsyncAPI document on the class path any more: none of "
							+ String.join(", ", DEFAULT_NAMES) + ".", "Add it, or set '" + PROPERTY + "'.")));
		}
		if (!StringUtils.hasText(environment.getProperty(PROPERTY))) {
			refuseSeveral(resourceLoader.getClassLoader());
		}
		return resource;
	}

	private static Resource configured(String location, ResourceLoader resourceLoader) {
		String lowerCase = location.toLowerCase(Locale.ROOT);
		int colon = location.indexOf(':');
		boolean local = colon < 0 || lowerCase.startsWith("classpath:") || lowerCase.startsWith("file:");
		if (!local) {
			throw new InvalidContractException(List.of(new Problem(null,
					"The location " + Printable.quote(location) + " is neither on the class path nor a file.",
					"Set '" + PROPERTY + "' to a 'classpath:' or 'file:' location.")));
		}
		return new DefaultResourceLoader(resourceLoader.getClassLoader()).getResource(location);
	}

	/**
	 * Refuse to choose between the application's document and one in a library, whatever
	 * default names they have.
	 */
	private static void refuseSeveral(@Nullable ClassLoader classLoader) {
		if (classLoader == null) {
			return;
		}
		Map<String, String> byRoot = new LinkedHashMap<>();
		try {
			for (String name : DEFAULT_NAMES) {
				for (URL url : Collections.list(classLoader.getResources(name))) {
					String address = url.toString();
					byRoot.putIfAbsent(address.substring(0, address.length() - name.length()), address);
				}
			}
		}
		catch (IOException ex) {
			return;
		}
		if (byRoot.size() > 1) {
			throw new InvalidContractException(List.of(new Problem(
					null, "There are several AsyncAPI documents on the class path: "
							+ String.join(", ", byRoot.values()) + ".",
					"Set '" + PROPERTY + "' to the one that describes this application.")));
		}
	}

}

package io.github.asyncapikafka.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes environment variables that write a dash as an underscore, such as
 * {@code ASYNCAPI_KAFKA_CHANNELS_ORDERS_TOPIC}, for what they mean. Spring Boot does so
 * for names that it knows, but not for the entries of maps: it would pass over these in
 * silence.
 */
class EnvironmentVariables implements BeanFactoryPostProcessor {

	private static final String PREFIX = "ASYNCAPI_KAFKA_";

	/** The map whose keys are names of Kafka, which have dots, and not ids. */
	private static final String KAFKA_NAMES = "configuration";

	private final ConfigurableEnvironment environment;

	EnvironmentVariables(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		MutablePropertySources sources = this.environment.getPropertySources();
		for (PropertySource<?> source : sources.stream().toList()) {
			if (source instanceof SystemEnvironmentPropertySource variables) {
				Map<String, Object> properties = properties(variables.getSource());
				if (!properties.isEmpty()) {
					sources.addAfter(source.getName(),
							new OriginTrackedMapPropertySource("asyncapi-kafka of " + source.getName(), properties));
				}
			}
		}
	}

	private static Map<String, Object> properties(Map<String, Object> variables) {
		Map<String, Object> properties = new LinkedHashMap<>();
		variables.forEach((variable, value) -> {
			String property = variable.startsWith(PREFIX) ? property(variable.substring(PREFIX.length())) : null;
			if (property != null) {
				properties.put(property, OriginTrackedValue.of(value, new SystemEnvironmentOrigin(variable)));
			}
		});
		return properties;
	}

	private static @Nullable String property(String variable) {
		List<String> words = List.of(variable.toLowerCase(Locale.ROOT).split("_"));
		for (int end = 1; end < words.size(); end++) {
			String name = PropertyType.ROOT.member(String.join("", words.subList(0, end))).orElse(null);
			PropertyType type = (name != null) ? PropertyType.ROOT.members().get(name) : null;
			if (type != null && type.isMap()) {
				return PropertyType.PREFIX + "." + name + entry(name, type.entry(), words.subList(end, words.size()));
			}
		}
		return null;
	}

	/**
	 * Return the path of what is in a map. What no property of the entry is called like
	 * is passed on, to be reported.
	 */
	private static String entry(String map, PropertyType type, List<String> words) {
		if (!type.isRecord()) {
			return "[" + String.join(map.equals(KAFKA_NAMES) ? "." : "", words) + "]";
		}
		for (int end = 1; end < words.size(); end++) {
			String path = path(type, words.subList(end, words.size()));
			if (path != null) {
				return "[" + String.join("", words.subList(0, end)) + "]" + path;
			}
		}
		return "[" + words.get(0) + "]"
				+ ((words.size() > 1) ? "." + String.join("-", words.subList(1, words.size())) : "");
	}

	private static @Nullable String path(PropertyType type, List<String> words) {
		if (words.isEmpty()) {
			return (type.isRecord() || type.isMap()) ? null : "";
		}
		if (type.isList()) {
			return (words.size() == 1 && words.get(0).matches("\\d+")) ? "[" + words.get(0) + "]" : null;
		}
		for (int end = 1; end <= words.size(); end++) {
			String name = type.member(String.join("", words.subList(0, end))).orElse(null);
			List<String> rest = words.subList(end, words.size());
			PropertyType member = (name != null) ? type.members().get(name) : null;
			if (member != null) {
				String path = (member.isMap() && !rest.isEmpty()) ? entry(name, member.entry(), rest)
						: path(member, rest);
				return (path != null) ? "." + name + path : null;
			}
		}
		return null;
	}

}

package io.github.asyncapikafka.autoconfigure;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Suggestions;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
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

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PropertyType.PREFIX);

	/** The map whose keys are names of Kafka, which have dots, and not ids. */
	private static final String KAFKA_NAMES = "configuration";

	private final ConfigurableEnvironment environment;

	/** How other sources write keys in brackets, by map and key without punctuation. */
	private final Map<String, String> spellings = new HashMap<>();

	EnvironmentVariables(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		MutablePropertySources sources = this.environment.getPropertySources();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				iterable.stream().filter(ROOT::isAncestorOf).forEach(this::remember);
			}
		}
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

	/**
	 * Remember how a key in brackets is written, so that a variable replaces its value
	 * instead of standing beside it. Other keys are equal without punctuation.
	 */
	private void remember(ConfigurationPropertyName name) {
		String key = (name.getNumberOfElements() > 2) ? name.getElement(2, Form.ORIGINAL) : "";
		if (name.toString().contains("[" + key + "]")) {
			this.spellings.putIfAbsent(name.getElement(1, Form.DASHED) + " " + Suggestions.canonical(key), key);
		}
	}

	private String spelling(String map, String key) {
		return this.spellings.getOrDefault(map + " " + Suggestions.canonical(key), key);
	}

	private Map<String, Object> properties(Map<String, Object> variables) {
		Map<String, Object> properties = new LinkedHashMap<>();
		variables.forEach((variable, value) -> {
			String property = variable.startsWith(PREFIX) ? property(variable.substring(PREFIX.length())) : null;
			if (property != null) {
				properties.put(property, OriginTrackedValue.of(value, new SystemEnvironmentOrigin(variable)));
			}
		});
		return properties;
	}

	private @Nullable String property(String variable) {
		List<String> words = List.of(variable.toLowerCase(Locale.ROOT).split("_"));
		return property(PropertyType.PREFIX, PropertyType.ROOT, words);
	}

	/**
	 * Return the property of a map, or {@code null} if the words name none.
	 */
	private @Nullable String property(String prefix, PropertyType parent, List<String> words) {
		for (int end = 1; end < words.size(); end++) {
			String name = parent.member(String.join("", words.subList(0, end))).orElse(null);
			PropertyType type = (name != null) ? parent.members().get(name) : null;
			List<String> rest = words.subList(end, words.size());
			if (name != null && type != null && type.isMap()) {
				return prefix + "." + name + entry(name, type.entry(), rest);
			}
			String nested = (type != null && type.isRecord()) ? property(prefix + "." + name, type, rest) : null;
			if (nested != null) {
				return nested;
			}
		}
		return null;
	}

	/**
	 * Return the path of what is in a map. What no property of the entry is called like
	 * is passed on, to be reported.
	 */
	private String entry(String map, PropertyType type, List<String> words) {
		if (!type.isRecord()) {
			return map.equals(KAFKA_NAMES) ? "[" + String.join(".", words) + "]"
					: "[" + spelling(map, String.join("", words)) + "]";
		}
		for (int end = 1; end < words.size(); end++) {
			String path = path(type, words.subList(end, words.size()));
			if (path != null) {
				return "[" + spelling(map, String.join("", words.subList(0, end))) + "]" + path;
			}
		}
		return "[" + words.get(0) + "]"
				+ ((words.size() > 1) ? "." + String.join("-", words.subList(1, words.size())) : "");
	}

	private @Nullable String path(PropertyType type, List<String> words) {
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
			if (name != null && member != null) {
				String path = (member.isMap() && !rest.isEmpty()) ? entry(name, member.entry(), rest)
						: path(member, rest);
				return (path != null) ? "." + name + path : null;
			}
		}
		return null;
	}

}

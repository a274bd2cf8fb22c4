package io.github.asyncapikafka.inspection.type.mapper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.util.NameTransformer;

/**
 * The properties that a class is read from, by all names that they have in JSON.
 */
public final class ReadProperties {

	private final Map<String, SettableBeanProperty> byName = new LinkedHashMap<>();

	private final Map<SettableBeanProperty, Set<String>> names = new LinkedHashMap<>();

	private final Set<String> others = new HashSet<>();

	private final boolean caseInsensitive;

	private final boolean strict;

	private ReadProperties(BeanDeserializerBase bean, DeserializationContext context) {
		this.caseInsensitive = bean.isCaseInsensitive();
		bean.collectAllPropertyNamesTo(this.others);
		List<SettableBeanProperty> parameters = new ArrayList<>();
		bean.creatorProperties().forEachRemaining(parameters::add);
		parameters.sort(Comparator.comparing(SettableBeanProperty::getCreatorIndex));
		parameters.forEach((property) -> add(property, context));
		bean.properties().forEachRemaining((property) -> add(property, context));
		addUnwrapped(bean, context);
		this.strict = context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) && !bean.hasAnySetter()
				&& !ignoresUnknown(bean, context);
	}

	public static ReadProperties of(BeanDeserializerBase bean, DeserializationContext context) {
		return new ReadProperties(bean, context);
	}

	private void add(SettableBeanProperty property, DeserializationContext context) {
		boolean unwrapped = property.getMember() != null && context.getAnnotationIntrospector()
			.findUnwrappingNameTransformer(context.getConfig(), property.getMember()) != null;
		if (unwrapped || property.isInjectionOnly() || property.isIgnorable()
				|| this.byName.containsKey(name(property.getName()))) {
			return;
		}
		Set<String> all = new HashSet<>();
		all.add(property.getName());
		property.findAliases(context.getConfig()).stream().map(PropertyName::getSimpleName).forEach(all::add);
		all.forEach((name) -> this.byName.putIfAbsent(name(name), property));
		this.names.put(property, all);
	}

	/**
	 * Add the properties of values that are spread over this object
	 * ({@code @JsonUnwrapped}).
	 */
	private void addUnwrapped(BeanDeserializerBase bean, DeserializationContext context) {
		if (this.others.stream().allMatch((name) -> get(name) != null)) {
			return;
		}
		JavaType type = bean.getValueType();
		for (BeanPropertyDefinition definition : context
			.introspectBeanDescription(type, context.introspectClassAnnotations(type))
			.findProperties()) {
			AnnotatedMember member = definition.getMutator();
			NameTransformer names = (member != null)
					? context.getAnnotationIntrospector().findUnwrappingNameTransformer(context.getConfig(), member)
					: null;
			if (names != null
					&& context.findContextualValueDeserializer(definition.getPrimaryType(),
							null) instanceof BeanDeserializerBase inner
					&& inner.unwrappingDeserializer(context, names) instanceof BeanDeserializerBase unwrapped) {
				unwrapped.creatorProperties().forEachRemaining((property) -> add(property, context));
				unwrapped.properties().forEachRemaining((property) -> add(property, context));
			}
		}
	}

	private boolean ignoresUnknown(BeanDeserializerBase bean, DeserializationContext context) {
		AnnotatedClass type = context.introspectClassAnnotations(bean.getValueType());
		JsonIgnoreProperties.Value ignorals = context.getConfig().getDefaultPropertyIgnorals(bean.handledType(), type);
		if (ignorals != null) {
			this.others.addAll(ignorals.getIgnored());
		}
		return ignorals != null && ignorals.getIgnoreUnknown();
	}

	private String name(String name) {
		return this.caseInsensitive ? name.toLowerCase(Locale.ROOT) : name;
	}

	/**
	 * Return the property that a name stands for, or {@code null} if there is none.
	 */
	public @Nullable SettableBeanProperty get(String name) {
		return this.byName.get(name(name));
	}

	/**
	 * Return whether an object that has a property cannot be read.
	 */
	public boolean refuses(String name) {
		return this.strict && get(name) == null && !this.others.contains(name);
	}

	/**
	 * Return all properties with their names.
	 */
	public Map<SettableBeanProperty, Set<String>> all() {
		return this.names;
	}

}

package io.github.asyncapikafka.inspection.type.mapper;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.AnyGetterWriter;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.util.NameTransformer;

/**
 * The properties that a class is written as, by their names in JSON.
 */
public final class WrittenProperties {

	private final WritingAccess access;

	private final Map<String, BeanPropertyWriter> properties = new LinkedHashMap<>();

	private @Nullable String typeId;

	private boolean open;

	private WrittenProperties(JavaPart<ValueSerializer<?>> part, WritingAccess access) {
		this.access = access;
		this.open = part.type().isAbstract();
		if (part.handler() instanceof BeanSerializerBase bean) {
			addAll(bean);
		}
		TypeSerializer type = access.context().findTypeSerializer(part.type());
		if (type != null) {
			this.typeId = type.getPropertyName();
			this.open |= type.getTypeInclusion() != JsonTypeInfo.As.PROPERTY;
		}
	}

	public static WrittenProperties of(JavaPart<ValueSerializer<?>> part, WritingAccess access) {
		return new WrittenProperties(part, access);
	}

	private void addAll(BeanSerializerBase bean) {
		bean.properties().forEachRemaining(this::add);
	}

	private void add(PropertyWriter property) {
		if (property instanceof AnyGetterWriter || !(property instanceof BeanPropertyWriter writer)) {
			this.open = true;
		}
		else if (writer.isUnwrapping()) {
			unwrap(writer);
		}
		else {
			this.properties.put(writer.getName(), writer);
		}
	}

	private void unwrap(BeanPropertyWriter writer) {
		NameTransformer names = this.access.context()
			.getAnnotationIntrospector()
			.findUnwrappingNameTransformer(this.access.context().getConfig(), writer.getMember());
		if (names != null
				&& this.access.context()
					.findPrimaryPropertySerializer(writer.getType(), writer) instanceof BeanSerializerBase inner
				&& inner.unwrappingSerializer(names) instanceof BeanSerializerBase unwrapped) {
			addAll(unwrapped);
		}
		else {
			this.open = true;
		}
	}

	public Map<String, BeanPropertyWriter> all() {
		return this.properties;
	}

	public boolean has(String name) {
		return this.properties.containsKey(name) || name.equals(this.typeId);
	}

	/**
	 * Return whether more properties can be written than are known here.
	 */
	public boolean isOpen() {
		return this.open;
	}

}

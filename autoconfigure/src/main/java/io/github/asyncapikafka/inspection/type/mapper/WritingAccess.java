package io.github.asyncapikafka.inspection.type.mapper;

import java.io.StringWriter;
import java.util.Map;

import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.bean.BeanAsArraySerializer;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.bean.UnrolledBeanAsArraySerializer;
import tools.jackson.databind.ser.jackson.JacksonSerializableSerializer;
import tools.jackson.databind.ser.jackson.JsonValueSerializer;
import tools.jackson.databind.ser.jackson.RawSerializer;
import tools.jackson.databind.ser.jdk.MapSerializer;
import tools.jackson.databind.ser.std.ReferenceTypeSerializer;
import tools.jackson.databind.ser.std.StdContainerSerializer;
import tools.jackson.databind.ser.std.StdConvertingSerializer;

/**
 * Looks at types through the serializers that the application's mapper has for them.
 */
public final class WritingAccess implements JavaAccess<ValueSerializer<?>> {

	private static final String JACKSON = "tools.jackson.databind.";

	private final SerializationContext context;

	public WritingAccess(SerializationContext context) {
		this.context = context;
	}

	public SerializationContext context() {
		return this.context;
	}

	/**
	 * Return the whole of a type.
	 */
	public JavaPart<ValueSerializer<?>> root(JavaType type) {
		return part(type, null, null, JavaPart.name(type));
	}

	/**
	 * Return a property of a class.
	 */
	public JavaPart<ValueSerializer<?>> member(BeanPropertyWriter property, String path) {
		JavaType type = (property.getSerializationType() != null) ? property.getSerializationType()
				: property.getType();
		return part(type, property.getSerializer(), property, path);
	}

	private JavaPart<ValueSerializer<?>> part(JavaType type, @Nullable ValueSerializer<?> known,
			@Nullable BeanProperty property, String path) {
		ValueSerializer<?> serializer = (known != null) ? known
				: this.context.findPrimaryPropertySerializer(type, property);
		return new JavaPart<>(type, serializer, property, path);
	}

	@Override
	public JavaPart<ValueSerializer<?>> unwrap(JavaPart<ValueSerializer<?>> part) {
		JavaType type = null;
		if (part.handler() instanceof ReferenceTypeSerializer) {
			type = part.type().getReferencedType();
		}
		else if (part.handler() instanceof JsonValueSerializer && !part.type().isEnumType()) {
			AnnotatedMember value = this.context
				.introspectBeanDescription(part.type(), this.context.introspectClassAnnotations(part.type()))
				.findJsonValueAccessor();
			type = (value != null) ? value.getType() : null;
		}
		if (type == null || type.equals(part.type())) {
			return part;
		}
		return unwrap(part(type, null, part.property(), part.path()));
	}

	@Override
	public JavaShape shape(JavaPart<ValueSerializer<?>> part) {
		if (reason(part) != null) {
			return JavaShape.OPAQUE;
		}
		ValueSerializer<?> serializer = part.handler();
		JavaType type = part.type();
		if (serializer instanceof JacksonSerializableSerializer || type.isJavaLangObject()) {
			return JavaShape.ANYTHING;
		}
		if (serializer instanceof BeanSerializerBase || this.context.isUnknownTypeSerializer(serializer)) {
			return (type.isAbstract() && !(serializer instanceof BeanSerializerBase)) ? JavaShape.ANYTHING
					: JavaShape.OBJECT;
		}
		if (serializer instanceof MapSerializer) {
			return JavaShape.MAP;
		}
		boolean bytes = type.getRawClass() == byte[].class || type.getRawClass() == char[].class;
		return ((type.isCollectionLikeType() || type.isArrayType()) && !bytes) ? JavaShape.ARRAY : JavaShape.SCALAR;
	}

	@Override
	public @Nullable String reason(JavaPart<ValueSerializer<?>> part) {
		ValueSerializer<?> serializer = part.handler();
		String name = JavaPart.name(part.type());
		if (!serializer.getClass().getName().startsWith(JACKSON) || serializer instanceof StdConvertingSerializer
				|| serializer instanceof RawSerializer) {
			return name + " is written by code of its own";
		}
		if (serializer instanceof BeanSerializerBase bean) {
			boolean plain = !(bean instanceof BeanAsArraySerializer || bean instanceof UnrolledBeanAsArraySerializer)
					&& !bean.usesObjectId() && bean.getFilterId() == null;
			return plain ? null : name + " is written in a way of its own";
		}
		boolean known = !(serializer instanceof StdContainerSerializer) || serializer instanceof MapSerializer
				|| part.type().isCollectionLikeType() || part.type().isArrayType();
		return known ? null : name + " is written in a way of its own";
	}

	@Override
	public JavaPart<ValueSerializer<?>> content(JavaPart<ValueSerializer<?>> part, String suffix) {
		ValueSerializer<?> known = (part.handler() instanceof StdContainerSerializer<?> container)
				? container.getContentSerializer() : null;
		JavaType type = part.type().getContentType();
		JavaType content = (type != null) ? type : this.context.constructType(Object.class);
		ValueSerializer<?> serializer = (known != null) ? known
				: this.context.findContentValueSerializer(content, part.property());
		return part(content, serializer, part.property(), part.path() + suffix);
	}

	@Override
	public boolean tolerates(SchemaNode node, JsonType type, JavaPart<ValueSerializer<?>> part, JavaShape shape) {
		if (shape == JavaShape.ARRAY
				&& this.context.isEnabled(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)) {
			return true;
		}
		if (shape != JavaShape.SCALAR) {
			return false;
		}
		Object sample = WritingSamples.of(part.type());
		JsonToken token = (sample != null) ? write(part, sample).getKey() : JsonToken.NOT_AVAILABLE;
		JsonToken wanted = (type == JsonType.ARRAY) ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
		return token == JsonToken.NOT_AVAILABLE || token == wanted;
	}

	/**
	 * Write a value as the type does.
	 * @return the first token and the value in Java, or {@code NOT_AVAILABLE} if that is
	 * not known
	 */
	@SuppressWarnings("unchecked")
	public Map.Entry<JsonToken, Object> write(JavaPart<ValueSerializer<?>> part, Object value) {
		StringWriter json = new StringWriter();
		TokenStreamFactory factory = this.context.tokenStreamFactory();
		try {
			try (JsonGenerator generator = factory.createGenerator(this.context, json)) {
				((ValueSerializer<Object>) part.handler()).serialize(value, generator, this.context);
			}
			try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json.toString())) {
				JsonToken token = parser.nextToken();
				String text = parser.getString();
				return Map.entry(token, (text != null) ? text : "");
			}
		}
		catch (JacksonException | ClassCastException ex) {
			return Map.entry(JsonToken.NOT_AVAILABLE, "");
		}
	}

}

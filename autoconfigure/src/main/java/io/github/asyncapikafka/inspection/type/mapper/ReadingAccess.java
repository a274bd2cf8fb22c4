package io.github.asyncapikafka.inspection.type.mapper;

import java.util.Objects;

import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SampleValues;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanAsArrayBuilderDeserializer;
import tools.jackson.databind.deser.bean.BeanAsArrayDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.jdk.MapEntryDeserializer;
import tools.jackson.databind.deser.jdk.ThrowableDeserializer;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.deser.std.ReferenceTypeDeserializer;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.LinkedNode;

/**
 * Looks at types through the deserializers that the application's mapper has for them.
 */
public final class ReadingAccess implements JavaAccess<ValueDeserializer<?>> {

	public static final Object REFUSED = new Object();

	private static final String JACKSON = "tools.jackson.databind.";

	private final DeserializationContext context;

	public ReadingAccess(DeserializationContext context) {
		this.context = context;
	}

	public DeserializationContext context() {
		return this.context;
	}

	/**
	 * Return the whole of a type.
	 */
	public JavaPart<ValueDeserializer<?>> root(JavaType type) {
		return part(type, null, null, JavaPart.name(type));
	}

	/**
	 * Return a property of a class.
	 */
	public JavaPart<ValueDeserializer<?>> member(SettableBeanProperty property, String path) {
		ValueDeserializer<?> known = property.hasValueTypeDeserializer() ? new Polymorphic()
				: property.getValueDeserializer();
		return part(property.getType(), known, property, path);
	}

	private JavaPart<ValueDeserializer<?>> part(JavaType type, @Nullable ValueDeserializer<?> known,
			@Nullable BeanProperty property, String path) {
		ValueDeserializer<?> deserializer = (known != null) ? known
				: this.context.findContextualValueDeserializer(type, property);
		boolean polymorphic = !(known instanceof Polymorphic) && this.context.findTypeDeserializer(type) != null;
		return new JavaPart<>(type, polymorphic ? new Polymorphic() : deserializer, property, path);
	}

	@Override
	public JavaPart<ValueDeserializer<?>> unwrap(JavaPart<ValueDeserializer<?>> part) {
		JavaType type = null;
		if (part.handler() instanceof ReferenceTypeDeserializer) {
			type = part.type().getReferencedType();
		}
		else if (part.handler() instanceof BeanDeserializerBase bean && isJackson(bean)) {
			ValueInstantiator instantiator = bean.getValueInstantiator();
			if (instantiator.canCreateUsingDelegate() && !instantiator.canCreateFromObjectWith()) {
				type = instantiator.getDelegateType(this.context.getConfig());
			}
		}
		if (type == null || type.equals(part.type())) {
			return part;
		}
		return unwrap(part(type, null, part.property(), part.path()));
	}

	@Override
	public JavaShape shape(JavaPart<ValueDeserializer<?>> part) {
		if (reason(part) != null) {
			return JavaShape.OPAQUE;
		}
		if (part.handler() instanceof BeanDeserializerBase) {
			return JavaShape.OBJECT;
		}
		return switch (Objects.requireNonNull(part.handler().logicalType())) {
			case Untyped -> JavaShape.ANYTHING;
			case Map -> JavaShape.MAP;
			case Collection, Array -> (part.type().getRawClass() == char[].class) ? JavaShape.SCALAR : JavaShape.ARRAY;
			default -> JavaShape.SCALAR;
		};
	}

	@Override
	public @Nullable String reason(JavaPart<ValueDeserializer<?>> part) {
		ValueDeserializer<?> deserializer = part.handler();
		if (deserializer instanceof Polymorphic) {
			return "the record decides which subtype of " + JavaPart.name(part.type()) + " is read";
		}
		if (!isJackson(deserializer) || deserializer instanceof StdConvertingDeserializer) {
			return JavaPart.name(part.type()) + " is read by code of its own";
		}
		if (deserializer instanceof AbstractDeserializer) {
			return JavaPart.name(part.type()) + " is abstract";
		}
		if (deserializer instanceof BeanDeserializerBase bean) {
			boolean plain = !(bean instanceof BeanAsArrayDeserializer || bean instanceof BeanAsArrayBuilderDeserializer
					|| bean instanceof ThrowableDeserializer) && bean.getObjectIdReader(this.context) == null
					&& !bean.getValueInstantiator().canCreateUsingArrayDelegate();
			return plain ? null : JavaPart.name(part.type()) + " is read in a way of its own";
		}
		boolean known = deserializer.logicalType() != null && deserializer.logicalType() != LogicalType.POJO
				&& !(deserializer instanceof MapEntryDeserializer);
		return known ? null : JavaPart.name(part.type()) + " is read in a way of its own";
	}

	private static boolean isJackson(ValueDeserializer<?> deserializer) {
		return deserializer.getClass().getName().startsWith(JACKSON);
	}

	@Override
	public JavaPart<ValueDeserializer<?>> content(JavaPart<ValueDeserializer<?>> part, String suffix) {
		ValueDeserializer<?> known = (part.handler() instanceof ContainerDeserializerBase<?> container)
				? container.getContentDeserializer() : null;
		JavaType type = part.type().getContentType();
		JavaType content = (type != null) ? type : this.context.constructType(Object.class);
		return part(content, known, part.property(), part.path() + suffix);
	}

	@Override
	public boolean tolerates(SchemaNode node, JsonType type, JavaPart<ValueDeserializer<?>> part, JavaShape shape) {
		if (type == JsonType.ARRAY) {
			LogicalType logical = part.handler().logicalType();
			return this.context.isEnabled(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS)
					|| logical == LogicalType.DateTime || logical == LogicalType.Binary
					|| part.type().getRawClass() == char[].class;
		}
		if (shape == JavaShape.ARRAY && this.context.isEnabled(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)) {
			return true;
		}
		if (part.handler() instanceof BeanDeserializerBase bean) {
			return type.isScalar() && hasCreator(bean.getValueInstantiator(), type);
		}
		return type.isScalar()
				&& SampleValues.of(node, type).stream().anyMatch((sample) -> read(part, sample) != REFUSED);
	}

	/**
	 * Return whether a class is read from the members of an object, and not only from one
	 * value.
	 */
	public boolean readsMembers(JavaPart<ValueDeserializer<?>> part) {
		LinkedNode<?> handlers = this.context.getConfig().getProblemHandlers();
		// The first one is this library's own.
		boolean rescued = handlers != null && handlers.next() != null;
		ValueInstantiator instantiator = ((BeanDeserializerBase) part.handler()).getValueInstantiator();
		return rescued || instantiator.canCreateUsingDefault() || instantiator.canCreateFromObjectWith()
				|| instantiator.canCreateUsingDelegate();
	}

	private static boolean hasCreator(ValueInstantiator instantiator, JsonType type) {
		return switch (type) {
			case STRING -> instantiator.canCreateFromString();
			case BOOLEAN -> instantiator.canCreateFromBoolean();
			case INTEGER -> instantiator.canCreateFromInt() || instantiator.canCreateFromLong()
					|| instantiator.canCreateFromBigInteger() || hasCreator(instantiator, JsonType.NUMBER);
			default -> instantiator.canCreateFromDouble() || instantiator.canCreateFromBigDecimal();
		};
	}

	/**
	 * Read a value as the type does.
	 * @return what the value becomes, or {@link #REFUSED}
	 */
	public @Nullable Object read(JavaPart<ValueDeserializer<?>> part, Object sample) {
		String json = SampleValues.toJson(sample);
		try (JsonParser parser = this.context.tokenStreamFactory().createParser(this.context, json)) {
			parser.nextToken();
			return part.handler().deserialize(parser, this.context);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return REFUSED;
		}
	}

	/**
	 * Stands for what reads a type whose subtypes are told apart by type ids.
	 */
	private static final class Polymorphic extends ValueDeserializer<Object> {

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			throw new UnsupportedOperationException();
		}

	}

}

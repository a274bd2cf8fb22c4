package io.github.asyncapikafka.inspection.type;

import java.lang.reflect.Type;
import java.util.function.BiFunction;

import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.MapperContexts;
import io.github.asyncapikafka.inspection.type.mapper.ReadingAccess;
import io.github.asyncapikafka.inspection.type.mapper.TextReader;
import io.github.asyncapikafka.inspection.type.mapper.WritingAccess;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import io.github.asyncapikafka.inspection.type.schema.SchemaNodes;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds Java types against schemas: whether all that a schema allows can be read as a
 * type, and whether what a type becomes can be what the schema demands. Values that only
 * exist at run time are not its concern.
 */
final class TypeInspector {

	private final JsonMapper mapper;

	private final PlainTypes plain;

	/**
	 * Create an instance.
	 * @param mapper the application's mapper, with whose eyes types are seen
	 */
	public TypeInspector(JsonMapper mapper) {
		this(mapper, null);
	}

	/**
	 * Create an instance.
	 * @param mapper the application's mapper, with whose eyes types are seen
	 * @param headers reads the text of headers, or {@code null} if it is not known how
	 * the application does
	 */
	public TypeInspector(JsonMapper mapper, @Nullable TextReader headers) {
		this.mapper = mapper;
		this.plain = new PlainTypes(mapper, headers);
	}

	/**
	 * Compare a schema with a type that JSON is read as.
	 * @param schema the schema, or {@code null} if anything is allowed
	 * @param type the type
	 * @return what differs
	 */
	public TypeReport reading(@Nullable Schema schema, Type type) {
		return isRaw(type) ? TypeReport.NOTHING : inspect(schema, type, (nodes, javaType) -> {
			Findings findings = new Findings(nodes);
			ReadingAccess access = new ReadingAccess(MapperContexts.reading(this.mapper));
			new ReadingWalk(access).check(nodes.root(), access.root(javaType), findings);
			return findings.toReport();
		});
	}

	/**
	 * Compare a schema with a type that is written as JSON.
	 * @param schema the schema, or {@code null} if anything is allowed
	 * @param type the type
	 * @return what differs
	 */
	public TypeReport writing(@Nullable Schema schema, Type type) {
		return isRaw(type) ? TypeReport.NOTHING : inspect(schema, type, (nodes, javaType) -> {
			Findings findings = new Findings(nodes);
			WritingAccess access = new WritingAccess(MapperContexts.writing(this.mapper));
			new WritingWalk(access).check(nodes.root(), access.root(javaType), findings);
			return findings.toReport();
		});
	}

	/**
	 * Compare a schema with a type that bytes of a format are read as: a key, or the text
	 * of a header.
	 * @param schema the schema, or {@code null} if anything is allowed
	 * @param format how values become bytes
	 * @param type the type
	 * @return what differs
	 */
	public TypeReport reading(@Nullable Schema schema, SerdeFormat format, Type type) {
		return (format == SerdeFormat.JSON) ? reading(schema, type) : plain(schema, format, type, this.plain::reading);
	}

	/**
	 * Compare a schema with a type that is written as bytes of a format: a key, or the
	 * text of a header.
	 * @param schema the schema, or {@code null} if anything is allowed
	 * @param format how values become bytes
	 * @param type the type
	 * @return what differs
	 */
	public TypeReport writing(@Nullable Schema schema, SerdeFormat format, Type type) {
		return (format == SerdeFormat.JSON) ? writing(schema, type) : plain(schema, format, type, this.plain::writing);
	}

	private TypeReport plain(@Nullable Schema schema, SerdeFormat format, Type type, PlainInspection inspection) {
		return inspect(schema, type, (nodes, javaType) -> {
			Findings findings = new Findings(nodes);
			if (format.isOpaque()) {
				findings.skip(JavaPart.name(javaType), "only the application knows what its bytes mean");
			}
			else {
				inspection.inspect(nodes.root(), format, javaType, findings);
			}
			return findings.toReport();
		});
	}

	/**
	 * Return whether the JSON passes as it is. Where it is a string itself, a
	 * {@link String} holds it, too.
	 */
	private static boolean isRaw(Type type) {
		return type == byte[].class || type == String.class;
	}

	private TypeReport inspect(@Nullable Schema schema, Type type,
			BiFunction<SchemaNodes, JavaType, TypeReport> inspection) {
		JavaType javaType = this.mapper.constructType(type);
		if (schema == null) {
			return TypeReport.NOTHING;
		}
		String path = JavaPart.name(javaType);
		SchemaNodes nodes = new SchemaNodes(schema);
		if (!nodes.isJsonSchema()) {
			return TypeReport.skipped(path, "its schema is no JSON Schema");
		}
		try {
			return inspection.apply(nodes, javaType);
		}
		catch (RuntimeException | LinkageError ex) {
			// whatever Jackson says of a type, it must not stop the application here
			return TypeReport.skipped(path, "Jackson cannot look into it: " + ex.getClass().getSimpleName());
		}
	}

	private interface PlainInspection {

		void inspect(SchemaNode node, SerdeFormat format, JavaType type, Findings findings);

	}

}

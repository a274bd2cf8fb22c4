package io.github.asyncapikafka.inspection.type.mapper;

import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Java types as the application's mapper does.
 *
 * @param <H> the kind of what reads or writes a type
 */
public interface JavaAccess<H> {

	/**
	 * Return what stands in JSON for a part: what an {@code Optional} contains, what a
	 * creator or {@code @JsonValue} delegates to.
	 */
	JavaPart<H> unwrap(JavaPart<H> part);

	JavaShape shape(JavaPart<H> part);

	/**
	 * Return why a part is opaque, or {@code null} if it is not.
	 */
	@Nullable String reason(JavaPart<H> part);

	/**
	 * Return what an array or a map contains.
	 * @param suffix what the path goes on with
	 */
	JavaPart<H> content(JavaPart<H> part, String suffix);

	/**
	 * Return whether a type takes, or becomes, JSON that is not of its shape.
	 */
	boolean tolerates(SchemaNode node, JsonType type, JavaPart<H> part, JavaShape shape);

}

package io.github.asyncapikafka.inspection.rule.message;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.binding.address.MessageLocation;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import io.github.asyncapikafka.inspection.type.schema.SchemaNodes;
import io.github.asyncapikafka.inspection.type.schema.SchemaPart;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message, as its {@code headers} schema (Message Object) has them.
 */
public final class MessageHeaders {

	private static final Set<String> CONDITIONS = Set.of("oneOf", "anyOf", "if", "not", "dependencies",
			"dependentRequired", "dependentSchemas", "patternProperties");

	/** Where a schema that stands alone has what it is about. */
	private static final String HEADER = "x-header";

	private static final Set<JsonType> STRUCTURES = Set.of(JsonType.OBJECT, JsonType.ARRAY);

	private final Message message;

	private final @Nullable SchemaNodes nodes;

	private final @Nullable SchemaNode root;

	private final Set<String> required;

	private MessageHeaders(Message message, @Nullable SchemaNodes nodes) {
		this.message = message;
		this.nodes = nodes;
		this.root = (nodes != null) ? nodes.root() : null;
		this.required = (this.root != null) ? this.root.required() : Set.of();
	}

	static MessageHeaders of(Message message) {
		Schema schema = message.headers();
		SchemaNodes nodes = (schema != null && schema.elsewhere() == null) ? new SchemaNodes(schema) : null;
		return new MessageHeaders(message, (nodes != null && nodes.isJsonSchema()) ? nodes : null);
	}

	/**
	 * Return whether the contract says what a header is.
	 * @param name the name of the header
	 * @return {@code false} if it does not name it
	 */
	public boolean describes(String name) {
		return this.root != null && this.root.propertyNames().contains(name);
	}

	/**
	 * Return whether records need not have a header, as far as is known.
	 * @param name the name of the header
	 * @return {@code false} if they must, and if the contract says nothing or only under
	 * conditions
	 */
	public boolean leavesOut(String name) {
		return this.root != null && !this.required.contains(name) && !name.equals(correlationId())
				&& CONDITIONS.stream().noneMatch((keyword) -> this.root.first(keyword) != null);
	}

	/**
	 * Return the headers that a sender must give: those that are required, without those
	 * that are sent anyway, because they can have one value only or can be generated.
	 * @return the names of the headers
	 */
	public Set<String> demanded() {
		Set<String> demanded = new LinkedHashSet<>(this.required);
		demanded.remove(correlationId());
		demanded.removeIf((name) -> this.root == null
				|| this.root.property(name).parts().stream().anyMatch(MessageHeaders::isConstant));
		return demanded;
	}

	private static boolean isConstant(SchemaPart part) {
		List<?> values = part.list("enum");
		return part.has("const") || (values.size() == 1 && values.get(0) != null);
	}

	private @Nullable String correlationId() {
		return (this.message.correlationId() != null) ? MessageLocation.of(this.message.correlationId().expression())
			.map(MessageLocation::header)
			.orElse(null) : null;
	}

	/**
	 * Return where a header stands, or else the schema of all.
	 * @param name the name of the header
	 * @return the place in the document
	 */
	public Location location(String name) {
		if (this.root == null || this.nodes == null) {
			return this.message.location();
		}
		SchemaPart described = this.root.parts()
			.stream()
			.filter((part) -> part.map("properties").containsKey(name))
			.findFirst()
			.orElse(null);
		return this.nodes.location((described != null) ? described.pointer("properties", name) : "");
	}

	/**
	 * Return where a header is required.
	 * @param name the name of the header
	 * @return the place in the document
	 */
	public Location requirement(String name) {
		if (this.root == null || this.nodes == null) {
			return this.message.location();
		}
		return this.root.parts()
			.stream()
			.filter((part) -> part.list("required").contains(name))
			.findFirst()
			.map((part) -> this.nodes.location(part.pointer("required")))
			.orElse(this.message.location());
	}

	/**
	 * Return what the contract says of the text of a header.
	 * @param name the name of the header
	 * @return a schema that stands alone, with the places of the whole, or {@code null}
	 * if nothing is said, or that the text is the JSON of something with members
	 */
	@Nullable Schema schema(String name) {
		Schema whole = this.message.headers();
		SchemaNode header = (this.root != null && describes(name)) ? this.root.property(name) : null;
		if (whole == null || header == null || header.types().stream().anyMatch(STRUCTURES::contains)) {
			return null;
		}
		// Pointers into the whole stay what they are.
		Map<Object, @Nullable Object> members = new LinkedHashMap<>((Map<?, ?>) whole.definition());
		members.put(HEADER, Map.of("allOf", header.parts().stream().map(MessageHeaders::reference).toList()));
		members.put("$ref", "#/" + HEADER);
		return new Schema(whole.format(), members, whole.locations(), whole.location());
	}

	private static Map<String, String> reference(SchemaPart part) {
		return Map.of("$ref", "#" + part.pointer().replace("%", "%25"));
	}

}

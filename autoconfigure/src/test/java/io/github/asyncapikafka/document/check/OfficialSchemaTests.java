package io.github.asyncapikafka.document.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.tree.Node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Compares the table with the official JSON schemas. They are not part of the project:
 * where they do not lie beside it, the test is skipped.
 */
class OfficialSchemaTests {

	private static final Path SCHEMAS = Path.of("shared", "corpus", "official-schemas");

	private static final Node.Mapping EMPTY = new Node.Mapping(new Location("", "", 1, 1), Map.of());

	/** Objects of the table, by what the official schemas call them. */
	private static final Map<String, String> LABELS = labels();

	private static Map<String, String> labels() {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("contact", "Contact Object");
		labels.put("license", "License Object");
		labels.put("server", "Server Object");
		labels.put("serverVariable", "Server Variable Object");
		labels.put("channelItem", "Channel Item Object");
		labels.put("channel", "Channel Object");
		labels.put("parameter", "Parameter Object");
		labels.put("externalDocs", "External Documentation Object");
		labels.put("operation", "Operation Object");
		labels.put("operationTrait", "Operation Trait Object");
		labels.put("operationReply", "Operation Reply Object");
		labels.put("operationReplyAddress", "Operation Reply Address Object");
		labels.put("tag", "Tag Object");
		labels.put("message", "Message Object");
		labels.put("messageObject", "Message Object");
		labels.put("messageTrait", "Message Trait Object");
		labels.put("correlationId", "Correlation ID Object");
		labels.put("components", "Components Object");
		labels.put("info", "Info Object");
		return labels;
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0" })
	void membersAreThoseOfTheOfficialSchema(String version) throws IOException {
		JsonNode schema = schema(version);
		List<ObjectType> objects = version.startsWith("2") ? new Version2Types(version.charAt(2) - '0', EMPTY).objects()
				: new Version3Types().objects();
		Map<String, ObjectType> table = objects.stream()
			.collect(Collectors.toMap(ObjectType::label, Function.identity()));
		List<String> differences = new ArrayList<>();
		compare("document", schema, table, differences);
		LABELS.forEach((name, label) -> {
			JsonNode definition = schema.get("definitions")
				.get("http://asyncapi.com/definitions/" + version + "/" + name + ".json");
			if (definition != null) {
				compare(label, description(definition), table, differences);
			}
		});
		assertThat(differences).isEmpty();
	}

	private static void compare(String label, JsonNode schema, Map<String, ObjectType> table,
			List<String> differences) {
		ObjectType object = table.get(label);
		Set<String> members = new TreeSet<>();
		schema.get("properties").propertyNames().forEach(members::add);
		Set<String> required = new TreeSet<>();
		if (schema.get("required") != null) {
			schema.get("required").forEach((name) -> required.add(name.stringValue()));
		}
		// 2.0 to 2.4 describe the reference as a member of the parameter itself.
		if (label.equals("Parameter Object")) {
			members.remove("$ref");
		}
		if (object == null) {
			differences.add(label + " is not in the table");
		}
		else if (!object.memberNames().equals(members) || !object.requiredNames().equals(required)) {
			differences.add(label + " has " + object.memberNames() + ", required " + object.requiredNames()
					+ ", but officially " + members + ", required " + required);
		}
	}

	/**
	 * Return what describes the object itself, not its alternatives.
	 */
	private static JsonNode description(JsonNode definition) {
		if (definition.get("oneOf") != null) {
			return definition.get("oneOf").get(1).get("oneOf").get(1);
		}
		return (definition.get("properties") == null && definition.get("allOf") != null)
				? definition.get("allOf").get(0) : definition;
	}

	private static JsonNode schema(String version) throws IOException {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null && Files.notExists(directory.resolve(SCHEMAS))) {
			directory = directory.getParent();
		}
		assumeThat(directory).isNotNull();
		return new JsonMapper().readTree(Files.readString(directory.resolve(SCHEMAS).resolve(version + ".json")));
	}

}

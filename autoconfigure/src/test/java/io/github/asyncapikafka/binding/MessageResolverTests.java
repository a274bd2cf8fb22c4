package io.github.asyncapikafka.binding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.FileSystemResource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.setting.ContractSettings.KeyEncoding;
import io.github.asyncapikafka.binding.setting.ContractSettings.MessageSettings;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.model.AsyncApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the serializers of keys and payloads.
 */
class MessageResolverTests {

	private final TestSettings settings = new TestSettings();

	@Test
	void configuredSerdeSettlesAnUnknownFormat() {
		this.settings.message("order", "orderSerde", null);
		KafkaMessage message = order("contentType: application/x-unknown");
		assertThat(message.payload()).hasToString("bean orderSerde (asyncapi-kafka.messages.order.serde)");
		assertThat(message.problems()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "application/json, json", "text/json, json", "application/cloudevents+json, json",
			"Application/JSON; charset=utf-8, json", "text/plain;charset=\"UTF-8\";format=flowed, text",
			"text/plain; charset=us-ascii, text", "application/vnd.acme.order+json;version=1, json", "text/plain, text",
			"text/xml, text", "application/octet-stream, binary", "image/png, binary", "audio/mpeg, binary",
			"video/mp4, binary" })
	void contentTypeOfTheMessageDecides(String contentType, String format) {
		this.settings.spring("spring.kafka.consumer.value-deserializer", "X");
		assertThat(payload("contentType: " + contentType)).hasToString(format + " (asyncapi.yaml:8:22)");
	}

	@Test
	void schemaThatIsNotFetchedIsNeededToCheckAMessage() {
		String payload = "payload: { $ref: 'https://example.com/order.json' }";
		assertThat(TestDocuments.lines(order(payload).problems()))
			.containsExactly("asyncapi.yaml:8:9 The schema of the payload of the message 'order' is not fetched: "
					+ "'https://example.com/order.json'. Serve its address from local files with "
					+ "'asyncapi-kafka.references.mappings', or name its host in "
					+ "'asyncapi-kafka.references.allowed-hosts'.");
		this.settings.message("order", "orderSerde", null);
		assertThat(order(payload).problems()).isEmpty();
	}

	@Test
	void schemaThatIsNotFetchedIsNeededToWriteAKey() {
		String key = "bindings: { kafka: { key: { $ref: 'https://example.com/key.json' } } }";
		assertThat(order(key).problems()).singleElement()
			.extracting(Problem::message)
			.isEqualTo("The schema of the key of the message 'order' is not fetched: 'https://example.com/key.json'.");
		this.settings.message("order", null, "keySerde");
		assertThat(order(key).problems()).isEmpty();
	}

	@Test
	void deserializerOfSpringIsForReceivers() {
		this.settings.spring("spring.kafka.consumer.value-deserializer", "X");
		assertThat(payload("name: Order")).hasToString("spring (spring.kafka.consumer.value-deserializer)");
	}

	@Test
	void serializerOfSpringIsForSenders() {
		this.settings.spring("spring.kafka.producer.value-serializer", "X");
		assertThat(payload("name: Order")).hasToString("json (no content type in asyncapi.yaml:7:7)");
		this.settings.client();
		assertThat(payload("name: Order")).hasToString("spring (spring.kafka.producer.value-serializer)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/xml", "application/avro", "avro/binary", "application/vnd.apache.avro+json",
			"application/x-protobuf", "nonsense", "text/plain; charset=iso-8859-1", "application/json;charset=utf-16" })
	void contentTypeWithoutSerializerIsAProblem(String contentType) {
		KafkaMessage message = order("contentType: " + contentType);
		assertThat(message.payload()).isNull();
		assertThat(TestDocuments.lines(message.problems())).containsExactly("asyncapi.yaml:8:22 The content type '"
				+ contentType + "' of the message 'order' has no serializer here. "
				+ "Set 'asyncapi-kafka.messages.order.serde' to the name of a Serde bean, or "
				+ "'asyncapi-kafka.messages.order.pass-through' to 'true' to take the bytes as they are.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "contentType: application/avro", "contentType: application/x-unknown",
			"payload: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: { type: record } }",
			"payload: { schemaFormat: application/vnd.google.protobuf;version=3, schema: {} }",
			"payload: { schemaFormat: application/x-unknown, schema: {} }",
			"payload: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: { $ref: 'https://e.com/a' } }",
			"payload: { type: object }" })
	void payloadPassesThroughIfConfigured(String message) {
		this.settings.passThrough("order");
		assertThat(order(message).payload()).hasToString("pass-through (asyncapi-kafka.messages.order.pass-through)");
		assertThat(order(message).problems()).isEmpty();
	}

	@Test
	void passThroughLeavesAKeyThatCanBeReadAlone() {
		this.settings.passThrough("order");
		assertThat(order("bindings: { kafka: { key: { type: string } } }").key())
			.hasToString("text (asyncapi.yaml:8:30)");
	}

	@Test
	void serdeAndPassThroughContradictEachOther() {
		this.settings.message("order", new MessageSettings("orderSerde", null, null, true, null));
		assertThat(TestDocuments.lines(order("name: Order").problems()))
			.containsExactly("asyncapi.yaml:7:7 The properties 'asyncapi-kafka.messages.order.serde' and "
					+ "'asyncapi-kafka.messages.order.pass-through' contradict each other. Remove one of them.");
		this.settings.message("order", new MessageSettings(null, "keySerde", null, true, null));
		assertThat(order("name: Order").problems()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "type: string; text", "{ type: string, format: uuid }; text",
					"{ type: string, format: binary }; binary", "type: integer; int64",
					"{ type: integer, format: int32 }; int32", "{ type: integer, format: int64 }; int64",
					"type: number; double", "{ type: number, format: float }; float",
					"{ type: number, format: double }; double", "type: boolean; boolean", "type: object; json",
					"type: array; json", "type: [ string, 'null' ]; text", "type: [ 'null', integer ]; int64",
					"properties: { id: {} }; json", "items: {}; json", "enum: [ a, b ]; text", "const: a; text",
					"pattern: '^a'; text", "description: anything; text", "{}; text", "true; text" })
	void keySchemaDecides(String schema, String format) {
		String value = (schema.startsWith("{") || schema.equals("true")) ? schema : "{ " + schema + " }";
		KafkaMessage message = order("bindings: { kafka: { key: " + value + " } }");
		assertThat(message.key().value()).hasToString(format);
		assertThat(message.key().source()).hasToString("asyncapi.yaml:8:" + (schema.equals("true") ? "35" : "30"));
		assertThat(message.problems()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "type: [ string, integer ]", "type: strng", "type: 'null'", "oneOf: []", "enum: [ 1, 2 ]",
			"const: 1" })
	void keySchemaOfAnUnknownTypeIsAProblem(String schema) {
		assertThat(TestDocuments.lines(order("bindings: { kafka: { key: { " + schema + " } } }").problems()))
			.containsExactly("asyncapi.yaml:8:30 The key of the message 'order' has a schema of an unknown type. "
					+ "Set 'asyncapi-kafka.messages.order.key-serde' to the name of a Serde bean, or "
					+ "'asyncapi-kafka.messages.order.pass-through' to 'true' to take the bytes as they are, or "
					+ "'asyncapi-kafka.messages.order.key-encoding' to 'text'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			type: integer                     ; TEXT   ; text
			{ type: integer, format: int32 }  ; TEXT   ; text
			type: number                      ; TEXT   ; text
			type: boolean                     ; TEXT   ; text
			{ type: string, format: binary }  ; TEXT   ; text
			type: [ string, integer ]         ; TEXT   ; text
			type: string                      ; BINARY ; binary
			type: integer                     ; BINARY ; binary
			type: object                      ; BINARY ; binary
			type: [ string, integer ]         ; BINARY ; binary
			""")
	void keyEncodingOfConfigurationReplacesThatOfTheSchema(String schema, KeyEncoding encoding, String format) {
		this.settings.message("order", new MessageSettings(null, null, encoding, false, null));
		String value = schema.startsWith("{") ? schema : "{ " + schema + " }";
		KafkaMessage message = order("bindings: { kafka: { key: " + value + " } }");
		assertThat(message.key()).hasToString(format + " (asyncapi-kafka.messages.order.key-encoding)");
		assertThat(message.problems()).isEmpty();
		assertThat(order("name: Order").key()).hasToString(format + " (asyncapi-kafka.messages.order.key-encoding)");
	}

	@Test
	void jsonKeyIsTextAlready() {
		this.settings.message("order", new MessageSettings(null, null, KeyEncoding.TEXT, false, null));
		assertThat(order("bindings: { kafka: { key: { type: object } } }").key())
			.hasToString("json (asyncapi.yaml:8:30)");
	}

	@Test
	void serdeAndEncodingOfAKeyContradictEachOther() {
		this.settings.message("order", new MessageSettings(null, "keySerde", KeyEncoding.TEXT, false, null));
		assertThat(TestDocuments.lines(order("bindings: { kafka: { key: { type: integer } } }").problems()))
			.containsExactly("asyncapi.yaml:7:7 The properties 'asyncapi-kafka.messages.order.key-serde' and "
					+ "'asyncapi-kafka.messages.order.key-encoding' contradict each other. Remove one of them.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "type: record, name: Key, fields: []", "type: long", "type: array, items: string",
			"$ref: 'https://example.com/Key.avsc'" })
	void avroKeyIsAProblemUnlessItPassesThrough(String schema) {
		String binding = "bindings: { kafka: { key: { " + schema + " } } }";
		assertThat(TestDocuments.lines(order(binding).problems())).singleElement()
			.asString()
			.endsWith("The key of the message 'order' has an Avro schema, for which there is no serializer here. "
					+ "Set 'asyncapi-kafka.messages.order.key-serde' to the name of a Serde bean, or "
					+ "'asyncapi-kafka.messages.order.pass-through' to 'true' to take the bytes as they are.");
		this.settings.passThrough("order");
		assertThat(order(binding).key()).hasToString("pass-through (asyncapi-kafka.messages.order.pass-through)");
		assertThat(order(binding).problems()).isEmpty();
	}

	@Test
	void keyOfAnAvroFileIsAnAvroKey(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("Key.avsc"), "{ 'type': 'string' }".replace('\'', '"'));
		Path document = Files.writeString(directory.resolve("asyncapi.yaml"), """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages: { order: { bindings: { kafka: { key: { $ref: Key.avsc } } } } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""");
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict().load(new FileSystemResource(document));
		this.settings.passThrough("order");
		assertThat(KafkaContract.of(asyncApi, this.settings.build()).operations().get("onOrder").messages())
			.singleElement()
			.extracting(KafkaMessage::key)
			.hasToString("pass-through (asyncapi-kafka.messages.order.pass-through)");
	}

	@Test
	void keyOfAnUnknownTypeOrPlacePassesThrough() {
		this.settings.passThrough("order");
		for (String schema : List.of("type: [ string, integer ]", "$ref: 'https://example.com/key.json'")) {
			KafkaMessage message = order("bindings: { kafka: { key: { " + schema + " } } }");
			assertThat(message.key()).hasToString("pass-through (asyncapi-kafka.messages.order.pass-through)");
			assertThat(message.problems()).isEmpty();
		}
	}

	@Test
	void schemaOfAStringMakesATextPayload() {
		assertThat(order("payload: { type: string }").isTextPayload()).isTrue();
		assertThat(order("payload: { type: object }").isTextPayload()).isFalse();
		assertThat(order("name: Order").isTextPayload()).isFalse();
	}

	@Test
	void messageOfSeveralChannelsIsNamedWithItsChannel() {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages: { order: {} }
				  archive:
				    address: archive
				    messages: { order: {} }
				""";
		this.settings.message("orders/order", "orderSerde", null);
		assertThat(orderOf(yaml).payload())
			.hasToString("bean orderSerde (asyncapi-kafka.messages.[orders/order].serde)");
		this.settings.message("order", "orderSerde", null);
		assertThat(this.settings.problemsOf(yaml))
			.containsExactly("The property 'asyncapi-kafka.messages.order' matches nothing in the document. "
					+ "There are 'orders/order', 'archive/order'.");
	}

	@Test
	void sameMessageOfSeveralChannelsNeedsNoChannel() {
		this.settings.message("order", "orderSerde", null);
		assertThat(orderOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages: { order: { $ref: '#/components/messages/order' } }
				  archive:
				    address: archive
				    messages: { order: { $ref: '#/components/messages/order' } }
				components: { messages: { order: {} } }
				""").payload()).hasToString("bean orderSerde (asyncapi-kafka.messages.order.serde)");
	}

	@Test
	void problemsOfAllMessagesAreProblemsOfTheOperation() {
		KafkaOperation operation = this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      one: { contentType: application/xml }
				      two: { contentType: application/avro }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""").operations().get("onOrder");
		assertThat(TestDocuments.lines(operation.allProblems())).isEqualTo(List.of(
				"asyncapi.yaml:4:3 The channel 'orders' has no address. Give it an 'address' or a Kafka binding with "
						+ "'topic', or set 'asyncapi-kafka.channels.orders.topic'.",
				"asyncapi.yaml:6:27 The content type 'application/xml' of the message 'one' has no serializer here. "
						+ "Set 'asyncapi-kafka.messages.one.serde' to the name of a Serde bean, or "
						+ "'asyncapi-kafka.messages.one.pass-through' to 'true' to take the bytes as they are.",
				"asyncapi.yaml:7:27 The content type 'application/avro' of the message 'two' has no serializer here. "
						+ "Set 'asyncapi-kafka.messages.two.serde' to the name of a Serde bean, or "
						+ "'asyncapi-kafka.messages.two.pass-through' to 'true' to take the bytes as they are."));
	}

	private Value<SerdeChoice> payload(String message) {
		return order(message).payload();
	}

	@Test
	void uniqueNameOfAMessageIsTaken() {
		this.settings.message("OrderPlaced", "orderSerde", null);
		assertThat(payload("name: OrderPlaced"))
			.hasToString("bean orderSerde (asyncapi-kafka.messages.OrderPlaced.serde)");
	}

	private KafkaMessage order(String message) {
		return orderOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages:
				      order:
				""" + message.indent(8));
	}

	private KafkaMessage orderOf(String document) {
		return this.settings.contract(document + """
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""").operations().get("onOrder").messages().get(0);
	}

}

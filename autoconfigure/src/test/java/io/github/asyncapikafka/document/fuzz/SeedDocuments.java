package io.github.asyncapikafka.document.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Documents that are changed at random, each with its files, of which the first is the
 * document itself: our own, and those that other people wrote where they lie beside the
 * project.
 */
final class SeedDocuments {

	private static final Path CORPUS = Path.of("shared", "corpus");

	/** Larger ones take more time than they find. */
	private static final int MAX_BYTES = 40_000;

	private static final String VERSION_3 = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			defaultContentType: application/json
			servers:
			  prod:
			    host: '{stage}.example.com:9092'
			    protocol: kafka-secure
			    variables: { stage: { enum: [ test, prod ], default: test } }
			    security: [ { $ref: '#/components/securitySchemes/login' } ]
			    bindings: { kafka: { schemaRegistryUrl: 'https://registry', schemaRegistryVendor: confluent } }
			channels:
			  orders: &a
			    address: orders.{region}
			    parameters: { region: { enum: [ eu, us ], location: $message.header#/region } }
			    servers: [ { $ref: '#/servers/prod' } ]
			    messages:
			      order: { $ref: '#/components/messages/order' }
			    bindings: { kafka: { partitions: 3, topicConfiguration: { cleanup.policy: [ compact ] } } }
			  replies: { address: null, messages: { order: { $ref: '#/components/messages/order' } } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    messages: [ { $ref: '#/channels/orders/messages/order' } ]
			    reply: { channel: { $ref: '#/channels/replies' }, address: { location: $message.header#/replyTo } }
			    traits: [ { bindings: { kafka: { groupId: { const: mailer } } } } ]
			components:
			  securitySchemes: { login: { type: scramSha512, description: ask } }
			  messageTraits: { common: { headers: { type: object, properties: { id: { type: string } } } } }
			  messages:
			    order:
			      correlationId: { location: $message.header#/id }
			      payload: { $ref: '#/components/schemas/node' }
			      traits: [ { $ref: '#/components/messageTraits/common' } ]
			      bindings: { kafka: { key: { type: string }, schemaIdLocation: header } }
			  schemas:
			    node: { type: object, properties: { next: { $ref: '#/components/schemas/node' } } }
			""";

	private static final String VERSION_2 = """
			asyncapi: 2.6.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  prod: { url: 'kafka://one:9092/path', protocol: kafka, security: [ { login: [] } ] }
			channels:
			  orders.{region}:
			    parameters: { region: { schema: { type: string, enum: [ eu ] } } }
			    publish:
			      operationId: onOrder
			      traits: [ { bindings: { kafka: { clientId: { const: a } } } } ]
			      message:
			        oneOf:
			          - { $ref: '#/components/messages/order' }
			          - { name: other, schemaFormat: application/schema+json, payload: true }
			  payments: { $ref: '#/components/channels/payments', subscribe: { message: { payload: false } } }
			components:
			  channels: { payments: { publish: { operationId: onPayment } } }
			  securitySchemes: { login: { type: plain } }
			  messages:
			    order:
			      contentType: text/plain
			      payload: { type: object }
			      traits: [ { contentType: application/json, headers: null } ]
			""";

	private static final String JSON = """
			{ "asyncapi": "3.0.0", "info": { "title": "Orders", "version": "1.0.0" },
			  "channels": { "orders": { "address": "orders", "messages": { "order": {
			    "payload": { "$ref": "#/components/schemas/node" }, "traits": [ { "name": "Order" } ] } } } },
			  "operations": { "onOrder": { "action": "receive", "channel": { "$ref": "#/channels/orders" } } },
			  "components": { "schemas": { "node": { "allOf": [ true, { "$ref": "#/components/schemas/node" } ] } } }
			}
			""";

	private static final Map<String, String> FILES = files();

	private SeedDocuments() {
	}

	static List<Map<String, String>> all() {
		List<Map<String, String>> seeds = new ArrayList<>(own());
		seeds.addAll(corpus());
		return seeds;
	}

	static List<Map<String, String>> own() {
		return List.of(Map.of("asyncapi.yaml", VERSION_3), Map.of("asyncapi.yaml", VERSION_2),
				Map.of("asyncapi.json", JSON), FILES);
	}

	private static Map<String, String> files() {
		Map<String, String> files = new LinkedHashMap<>();
		files.put("asyncapi.yaml", """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages:
				      order: { $ref: './messages/order.yaml#/message' }
				      other: { $ref: 'messages/order.yaml#/components/messages/other' }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    traits: [ { $ref: 'traits.json#/operation' }, { $ref: 'traits.json#/title' } ]
				""");
		files.put("messages/order.yaml", """
				message:
				  payload: { $ref: '../schemas/order.json' }
				  traits: [ { $ref: '../traits.json#/message' } ]
				components:
				  messages:
				    other:
				      headers: { $ref: '#/components/schemas/headers' }
				      payload: { $ref: '../schemas/order.json#/definitions/line%20item' }
				  schemas:
				    headers: { type: object, properties: { id: { $ref: '../schemas/order.json#id' } } }
				""");
		files.put("schemas/order.json", """
				{ "$id": "order", "type": "object", "properties": { "parent": { "$ref": "#" },
				    "lines": { "type": "array", "items": { "$ref": "#/definitions/line item" } } },
				  "definitions": { "line item": { "$id": "#id", "type": "string" } } }
				""");
		files.put("traits.json",
				"""
						{ "operation": { "bindings": { "kafka": { "groupId": { "$ref": "schemas/order.json#/definitions/line%20item" } } } },
						  "title": { "title": "Orders", "summary": null, "bindings": { "kafka": { "clientId": { "const": "a" } } } },
						  "message": { "name": "Order", "headers": { "type": "object", "required": [ "id" ] } } }
						""");
		return files;
	}

	private static List<Map<String, String>> corpus() {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null && Files.notExists(directory.resolve(CORPUS))) {
			directory = directory.getParent();
		}
		if (directory == null) {
			return List.of();
		}
		List<Map<String, String>> documents = new ArrayList<>();
		for (String part : List.of("valid", "invalid")) {
			try (Stream<Path> files = Files.walk(directory.resolve(CORPUS).resolve(part).toRealPath())) {
				files.filter((file) -> file.toString().matches(".*\\.(yaml|yml|json)"))
					.filter((file) -> file.toFile().length() < MAX_BYTES)
					.sorted()
					.map(SeedDocuments::read)
					.forEach(documents::add);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return documents;
	}

	private static Map<String, String> read(Path file) {
		try {
			String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
			return Map.of(file.toString().endsWith(".json") ? "asyncapi.json" : "asyncapi.yaml", content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

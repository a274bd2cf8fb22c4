package io.github.asyncapikafka.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Changes valid documents at random: their tokens, lines and bytes.
 */
final class DocumentMutator {

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_$#/.~-]+|\\s+|.", Pattern.DOTALL);

	private static final List<String> SPLICES = List.of("{ $ref: '#' }", "{ $ref: '#/channels/orders' }",
			"{ $ref: '#/components/messages/order' }", "{ $ref: '#/components/schemas/node/properties/next' }",
			"{ $ref: './other.yaml#/a' }", "{ $ref: 'http://localhost/a' }", "{ $ref: 1 }", "{ $ref: '' }", "&a ", "*a",
			"&anchor [ *anchor ]", "<<: *a", "<<: [ *a, *a ]", "!!str ", "!x ", "traits: [ { $ref: '#/channels' } ]",
			"[]", "{}", "null", "~", "true", "1e999", "-0", "0x1F", ".nan", "9".repeat(30), "''", "\"\\u0000\"",
			"|\n  a", "? a\n: b", "---\n", "...\n", "%YAML 1.1\n", "# c\n", "\t", "\uFEFF", "\uD83D\uDE00",
			"[".repeat(120), "- ");

	private static final List<String> YAML = List.of("""
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
			""", """
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
			""");

	private static final String JSON = """
			{ "asyncapi": "3.0.0", "info": { "title": "Orders", "version": "1.0.0" },
			  "channels": { "orders": { "address": "orders", "messages": { "order": {
			    "payload": { "$ref": "#/components/schemas/node" }, "traits": [ { "name": "Order" } ] } } } },
			  "operations": { "onOrder": { "action": "receive", "channel": { "$ref": "#/channels/orders" } } },
			  "components": { "schemas": { "node": { "allOf": [ true, { "$ref": "#/components/schemas/node" } ] } } }
			}
			""";

	private final Random random;

	private final boolean json;

	DocumentMutator(Random random) {
		this.random = random;
		this.json = random.nextInt(4) == 0;
	}

	String extension() {
		return this.json ? ".json" : ".yaml";
	}

	byte[] next() {
		List<String> tokens = new ArrayList<>(
				TOKEN.matcher(this.json ? JSON : one(YAML)).results().map(MatchResult::group).toList());
		int changes = 1 + this.random.nextInt(5);
		for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
			change(tokens);
		}
		byte[] content = String.join("", tokens).getBytes(StandardCharsets.UTF_8);
		if (this.random.nextInt(10) == 0 && content.length > 0) {
			content[this.random.nextInt(content.length)] ^= (byte) (1 << this.random.nextInt(8));
		}
		return content;
	}

	private void change(List<String> tokens) {
		int at = this.random.nextInt(tokens.size());
		switch (this.random.nextInt(7)) {
			case 0 -> tokens.remove(at);
			case 1 -> tokens.add(at, tokens.get(at));
			case 2 -> tokens.set(at, one(tokens));
			case 3 -> tokens.set(at, one(SPLICES));
			case 4 -> tokens.add(at, one(SPLICES));
			case 5 -> tokens.addAll(at, part(tokens));
			default -> {
				List<String> part = List.copyOf(part(tokens));
				tokens.removeAll(part.subList(0, Math.min(1, part.size())));
			}
		}
	}

	private List<String> part(List<String> tokens) {
		int from = this.random.nextInt(tokens.size());
		return List.copyOf(tokens.subList(from, Math.min(tokens.size(), from + this.random.nextInt(40))));
	}

	private String one(List<String> list) {
		return list.isEmpty() ? "" : list.get(this.random.nextInt(list.size()));
	}

}

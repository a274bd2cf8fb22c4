package io.github.asyncapikafka.document.check;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what real documents do with objects that all versions have.
 */
class CommonTypesTests {

	@Test
	void referenceInPlaceOfAMapOrListIsFollowed() {
		String document = """
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: { $ref: '#/x-channels' }
				tags: { $ref: '#/x-tags' }
				x-channels:
				  orders: { publish: { operationId: %s } }
				x-tags: [{ name: a }]
				""";
		assertThat(TestDocuments.warningsOf(document.formatted("onOrder"))).containsExactly(
				"asyncapi.yaml:3:1 'channels' should not be a reference. It is followed; the specification asks that each of its entries is one.",
				"asyncapi.yaml:4:1 'tags' should not be a reference. It is followed; the specification asks that each of its items is one.");
		assertThat(TestDocuments.problemsOf(document.formatted("[]")))
			.containsExactly("asyncapi.yaml:6:24 'operationId' must be a string, but is a list. Correct its type.");
	}

	@Test
	void requiredMemberThatIsMisspeltIsReportedOnce() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channel: {}
				""")).singleElement()
			.asString()
			.startsWith("asyncapi.yaml:3:1 The document has no member 'channel'. Did you mean 'channels'? ");
	}

	@Test
	void serverOfAChannelIsListedOnce() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers: { prod: { host: 'broker:9092', protocol: kafka } }
				channels:
				  orders:
				    servers:
				      - $ref: '#/servers/prod'
				      - $ref: '#/servers/prod'
				""")).containsExactly(
				"asyncapi.yaml:8:9 The value '#/servers/prod' is twice in 'servers', first at asyncapi.yaml:7:9. Remove one of them.");
	}

	@Test
	void schemaOfJsonSchemaIsChecked() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Order:
				      schemaFormat: application/schema+json;version=draft-07
				      schema: { type: strng, discriminator: { propertyName: kind } }
				""")).containsExactly(
				"asyncapi.yaml:7:23 There is no schema type 'strng'. Did you mean 'string'? Known are array, boolean, integer, null, number, object, string.");
	}

	@Test
	void memberBesideASchemaOfAnotherFormatIsIgnored() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Order:
				      schemaFormat: application/schema+json;version=draft-07
				      schema: { type: object }
				      description: An order
				""")).containsExactly(
				"asyncapi.yaml:8:20 The Multi Format Schema Object has no member 'description'. It is ignored; move it into 'schema'.");
	}

	@Test
	void enumerationHasValuesThatDiffer() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Nothing: { enum: [] }
				    Twice: { enum: [a, a] }
				""")).containsExactly("asyncapi.yaml:5:16 'enum' must not be empty. Add an item, or remove the list.",
				"asyncapi.yaml:6:24 The value 'a' is twice in 'enum', first at asyncapi.yaml:6:21. Remove one of them.");
	}

	@Test
	void bearerFormatBelongsToBearer() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  securitySchemes:
				    basic: { type: http, scheme: basic, bearerFormat: JWT }
				    bearer: { type: http, scheme: Bearer, bearerFormat: JWT }
				""")).containsExactly(
				"asyncapi.yaml:5:55 The HTTP scheme 'basic' has no member 'bearerFormat'. Remove it, or write 'scheme: bearer'.");
	}

	@Test
	void requiredScopesAreThoseOfAFlow() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod: { url: 'broker:9092', protocol: kafka, security: [{ oauth: [read, wirte] }] }
				channels: {}
				components:
				  securitySchemes:
				    oauth:
				      type: oauth2
				      flows:
				        password: { tokenUrl: 'https://example.com/token', scopes: { read: Read } }
				        clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { write: Write } }
				""")).containsExactly(
				"asyncapi.yaml:4:75 The security scheme 'oauth' has no scope 'wirte'. Did you mean 'write'? Define it under 'scopes' of one of its flows.");
	}

}

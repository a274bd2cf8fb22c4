package io.github.asyncapikafka.document.check;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the rules between objects.
 */
class RuleTests {

	@Test
	void variablesOfAServerAreDescribedAndUsed() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod:
				    url: '{stage}:9092'
				    protocol: kafka
				    variables: { region: {} }
				channels: {}
				""")).containsExactly(
				"asyncapi.yaml:5:10 The variable 'stage' is not described. Add it under 'variables'.",
				"asyncapi.yaml:7:18 The variable 'region' is not in the url. Remove it, or use it as '{region}'.");
	}

	@Test
	void variableThatIsNotDescribedIsAWarningInVersion3() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod: { host: '{stage}:9092', protocol: kafka }
				"""))
			.containsExactly("asyncapi.yaml:4:17 The variable 'stage' is not described. Add it under 'variables'.");
	}

	@Test
	void channelHasNoQuery() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: { 'orders?all': {} }
				"""))
			.containsExactly("asyncapi.yaml:3:13 The channel 'orders?all' has a query or a fragment ('?' or '#'). "
					+ "Remove it; parameters are written '{name}'.");
	}

	@Test
	void channelIsAUriTemplate() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: { 'new orders': {} }
				""")).containsExactly("asyncapi.yaml:3:13 The channel 'new orders' is not a URI template. "
				+ "Use no spaces or quotes, and letters, digits and '_' within '{}'.");
	}

	@Test
	void serversOfAChannelAreThoseOfTheDocument() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { servers: [ { $ref: '#/components/servers/one' } ] } }
				components: { servers: { one: { host: 'one:9092', protocol: kafka } } }
				""")).containsExactly("asyncapi.yaml:3:34 The channel's server is not one of the document's 'servers'. "
				+ "Refer to it with '#/servers/<name>'.");
	}

	@Test
	void schemeOfAnOperationExists() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { publish: { security: [ { login: [] } ] } } }
				""")).containsExactly("asyncapi.yaml:3:48 There is no security scheme 'login'. "
				+ "Define it under 'components.securitySchemes'.");
	}

	@Test
	void securitySchemeHasTheMembersOfItsType() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: {}
				components:
				  securitySchemes:
				    a: { type: apiKey, in: header }
				    b: { type: oauth2, flows: { password: { scopes: {} } } }
				    c: { type: scramSha255 }
				""")).containsExactly(
				"asyncapi.yaml:6:28 'in' must be 'user' or 'password', but is 'header'. Correct it.",
				"asyncapi.yaml:7:33 'tokenUrl' is missing. Add it: the specification requires it.",
				"asyncapi.yaml:8:5 There is no security scheme type 'scramSha255'. Did you mean 'scramSha256'? "
						+ "Known are userPassword, X509, symmetricEncryption, asymmetricEncryption, apiKey, http, "
						+ "httpApiKey, oauth2, openIdConnect, plain, scramSha256, scramSha512, gssapi.");
	}

	@Test
	void messageIdAndTagAreUnique() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  a: { publish: { message: { messageId: order } } }
				  b: { publish: { message: { messageId: order } } }
				tags: [ { name: shop }, { name: shop } ]
				""")).containsExactlyInAnyOrder(
				"asyncapi.yaml:5:19 The message id 'order' is there twice, first at asyncapi.yaml:4:19. "
						+ "Give each message an id of its own.",
				"asyncapi.yaml:6:25 The tag 'shop' is there twice, first at asyncapi.yaml:6:9. Remove one of them.");
	}

}

package io.github.asyncapikafka.document.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DocumentCheck}: the table and how it is walked.
 */
class DocumentCheckTests {

	@Test
	void memberOfAnotherTypeIsRefused() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0, description: [ a ], contact: none }
				""")).containsExactly(
				"asyncapi.yaml:2:40 'description' must be a string, but is a list. Correct its type.",
				"asyncapi.yaml:2:69 'contact' must be an object, but is a string. Correct its type.");
	}

	@Test
	void everyObjectHasItsRequiredMembers() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info:
				  title: Orders
				  version: 1.0.0
				  license: {}
				channels: {}
				tags:
				  - description: shop
				""")).containsExactly("asyncapi.yaml:5:3 'name' is missing. Add it: the specification requires it.",
				"asyncapi.yaml:8:5 'name' is missing. Add it: the specification requires it.");
	}

	@Test
	void channelsAreRequiredInVersion2() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				"""))
			.containsExactly("asyncapi.yaml:1:1 'channels' is missing. Add it: the specification requires it.");
	}

	@Test
	void componentsThatNothingUsesAreChecked() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  messages:
				    order: { playload: {} }
				""")).containsExactly("asyncapi.yaml:5:14 The Message Object has no member 'playload'. "
				+ "Did you mean 'payload'? Known are bindings, contentType, correlationId, deprecated, description, "
				+ "examples, externalDocs, headers, name, payload, summary, tags, title, traits, and extensions that "
				+ "start with 'x-'.");
	}

	@Test
	void memberOfALaterVersionIsExplained() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.1.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    servers: []
				""")).containsExactly("asyncapi.yaml:5:5 The Channel Item Object has no member 'servers'. "
				+ "It came with version 2.2.0: state a version that has it, or remove it.");
	}

	@Test
	void referenceIsRefusedWhereTheSpecificationHasNone() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: {}
				tags:
				  - $ref: '#/x-tag'
				x-tag: { name: shop }
				"""))
			.containsExactly("asyncapi.yaml:5:5 'tags[0]' must not be a reference. Write the Tag Object itself.");
	}

	@Test
	void whatAReferenceLeadsToIsCheckedOnce() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  a: { messages: { order: { $ref: '#/components/messages/order' } } }
				  b: { messages: { order: { $ref: '#/components/messages/order' } } }
				components:
				  messages:
				    order: { name: [] }
				""")).containsExactly("asyncapi.yaml:8:14 'name' must be a string, but is a list. Correct its type.");
	}

	@Test
	void keyOfAComponentThatTheSpecificationForbidsIsAWarning() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components: { schemas: { shop/order: {} } }
				""")).containsExactly("asyncapi.yaml:3:26 The specification does not allow the key 'shop/order' in "
				+ "'schemas'. Use letters, digits, '.', '-' and '_'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "is no URL", "//host/path", "host/path" })
	void urlIsAbsolute(String url) {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0, termsOfService: '%s' }
				""".formatted(url)))
			.containsExactly("asyncapi.yaml:2:56 'termsOfService' must be an absolute URL, but is '" + url
					+ "'. Write it with its scheme, like 'https://...'.");
	}

	@Test
	void locationIsARuntimeExpression() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components: { correlationIds: { id: { location: $headers.id } } }
				"""))
			.containsExactly("asyncapi.yaml:3:49 'location' must be a runtime expression, but is '$headers.id'. "
					+ "Write it like '$message.header#/correlationId'.");
	}

	@Test
	void nullInATraitIsAllowed() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: {}
				components: { messageTraits: { common: { contentType: null } } }
				""")).isEmpty();
	}

	@Test
	void bindingOfAnUnknownProtocolIsRefusedInVersion3() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { bindings: { kakfa: { topic: orders } } } }
				""")).singleElement()
			.asString()
			.startsWith("asyncapi.yaml:3:35 There are no bindings for the protocol 'kakfa'. Did you mean 'kafka'? ");
	}

	@Test
	void exampleShowsSomething() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components: { messages: { order: { examples: [ { name: empty } ] } } }
				"""))
			.containsExactly("asyncapi.yaml:3:48 The example has neither 'payload' nor 'headers'. Add one of them.");
	}

	@Test
	void wrongTypeIsAWarningInLenientReading() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: [ a ], messages: 1 } }
				""")).containsExactly("asyncapi.yaml:3:23 'address' must be a string, but is a list. Correct its type.",
				"asyncapi.yaml:3:49 'messages' must be an object, but is a number. Correct its type.");
	}

}

package io.github.asyncapikafka.document;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for lenient reading of operations of which parts cannot be used.
 */
class LenientOperationTests {

	private static AsyncApi load(String yaml) {
		return AsyncApiDocumentLoader.lenient().load(TestDocuments.yaml(yaml));
	}

	@Test
	void operationOnAChannelOfTheComponentsIsLeftOut() {
		AsyncApi asyncApi = load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: {} }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				  onSpare: { action: receive, channel: { $ref: '#/components/channels/spare' } }
				components: { channels: { spare: {} } }
				""");
		assertThat(asyncApi.operations()).containsOnlyKeys("onOrder");
		assertThat(TestDocuments.lines(asyncApi.warnings())).containsExactly(
				"asyncapi.yaml:6:31 The operation's channel is not one of the document's 'channels'. Refer to it with '#/channels/<id>'.");
	}

	@Test
	void replyOnAChannelOfTheComponentsHasNoChannel() {
		AsyncApi asyncApi = load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: {} }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    reply: { channel: { $ref: '#/components/channels/spare' } }
				components: { channels: { spare: {} } }
				""");
		assertThat(asyncApi.operations().get("onOrder").reply().channel()).isNull();
		assertThat(TestDocuments.lines(asyncApi.warnings())).containsExactly(
				"asyncapi.yaml:8:14 The reply's channel is not one of the document's 'channels'. Refer to it with '#/channels/<id>'.");
	}

}

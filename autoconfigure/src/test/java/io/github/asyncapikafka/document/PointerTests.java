package io.github.asyncapikafka.document;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for where references lead within a document: JSON pointers, chains and cycles.
 */
class PointerTests {

	@Test
	void brokenPercentEncodingIsTakenAsItStands() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  100%:
				    address: orders
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/100%' }
				""");
		assertThat(asyncApi.operations().get("onOrder").channel()).isEqualTo("100%");
	}

	@Test
	void pointerGoesThroughReferences() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/orders'
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    messages:
				      - $ref: '#/channels/orders/messages/order'
				components:
				  channels:
				    orders:
				      address: orders
				      messages:
				        order: { name: Order }
				""");
		assertThat(asyncApi.operations().get("onOrder").messages()).containsExactly("order");
	}

	@Test
	void pointerReachesItemsOfAList() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { $ref: '#/x-channels/1' }
				x-channels:
				  - address: first
				  - address: second
				""");
		assertThat(asyncApi.channels().get("orders").address().value()).isEqualTo("second");
	}

	@Test
	void referenceIntoItselfIsReported() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/channels/orders/address'
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""")).containsExactly("asyncapi.yaml:4:3 The reference leads back to itself: "
				+ "#/channels/orders/address. Let one of them hold the object.");
	}

	@Test
	void danglingReferenceSuggestsANeighbour() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				operations:
				  onOrder:
				    action: receive
				    channel:
				      $ref: '#/channels/ordres'
				""")).containsExactly(
				"asyncapi.yaml:9:5 The reference '#/channels/ordres' leads nowhere: there is no 'ordres' at "
						+ "asyncapi.yaml:3:1. Did you mean 'orders'? "
						+ "Correct the reference, or add what it leads to.");
	}

	@Test
	void pointersThatGoThroughReferencesToThemselvesAreReported() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/a/x'
				components:
				  channels:
				    a: { $ref: '#/components/channels/b/x' }
				    b: { $ref: '#/components/channels/a/x' }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""")).containsExactly("asyncapi.yaml:8:5 The reference leads back to itself: "
				+ "#/components/channels/b/x. Let one of them hold the object.");
	}

	@Test
	void veryLongChainIsRefused() {
		String chain = IntStream.range(0, 20_000)
			.mapToObj((i) -> "  c%d: { $ref: '#/x-chain/c%d/x' }\n".formatted(i, i + 1))
			.collect(Collectors.joining());
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { $ref: '#/x-chain/c0' }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				x-chain:
				""" + chain)).singleElement()
			.asString()
			.isEqualTo("asyncapi.yaml:106:3 The reference leads through more than 100 other references. "
					+ "Refer to the object itself.");
	}

}

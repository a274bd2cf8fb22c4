package io.github.asyncapikafka.document.check;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProtocolBindings}.
 */
class ProtocolBindingsTests {

	@Test
	void bindingsOfOtherProtocolsAreChecked() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  broker:
				    host: mqtt.example.com
				    protocol: mqtt
				    bindings: { mqtt: { cleanSession: yes please, lastWill: { qos: 3 } } }
				channels:
				  queue: { bindings: { amqp: { is: queue } } }
				  socket: { bindings: { ws: { methode: GET } } }
				""")).containsExactly(
				"asyncapi.yaml:7:39 'cleanSession' must be a boolean, but is a string. Correct its type.",
				"asyncapi.yaml:7:68 'qos' must be at most 2, but is 3. Correct the number.",
				"asyncapi.yaml:9:24 'queue' is missing. Add it: an AMQP channel is a queue or a routing key of an exchange.",
				"asyncapi.yaml:10:40 The ws channel binding has no member 'methode'. Did you mean 'method'? Known are bindingVersion, headers, method, query, and extensions that start with 'x-'.");
	}

	@Test
	void completeBindingsOfOtherProtocolsAreRead() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    bindings:
				      amqp:
				        is: routingKey
				        exchange: { name: orders, type: topic, durable: true, autoDelete: false, vhost: / }
				        bindingVersion: 0.3.0
				      ws: { method: GET, query: { type: object }, headers: { type: object } }
				      sns: { name: orders, x-team: a }
				      pulsar: { namespace: staging, persistence: persistent, retention: { time: 7, size: 1000 } }
				    messages:
				      order:
				        bindings:
				          http: { statusCode: 200, headers: { type: object } }
				          mqtt: { responseTopic: application/responses, correlationData: { type: string } }
				""")).isEmpty();
	}

	@Test
	void bindingsOfOtherProtocolsAreOpenInVersion2() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { bindings: { amqp: { is: queue, bindingVersion: 0.1.0 } } }
				""")).isEmpty();
	}

}

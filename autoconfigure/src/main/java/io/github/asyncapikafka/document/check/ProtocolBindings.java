package io.github.asyncapikafka.document.check;

import java.util.HashMap;
import java.util.Map;

import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.SchemaType;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;

import static io.github.asyncapikafka.document.check.type.ListType.list;
import static io.github.asyncapikafka.document.check.type.ListType.nonEmptyList;
import static io.github.asyncapikafka.document.check.type.MapType.plainMap;
import static io.github.asyncapikafka.document.check.type.ObjectType.object;

/**
 * The bindings of protocols other than Kafka. Nothing reads them: they are checked
 * because a document is refused elsewhere if they are wrong. AsyncAPI 3.x says which
 * versions of them it knows; 2.x leaves them open.
 */
final class ProtocolBindings {

	private static final long UNSIGNED_INT = 4_294_967_295L;

	private static final Type TEXTS = list(Scalars.STRING);

	private static final Type COUNT = number(0, Long.MAX_VALUE);

	private static final Type QOS = number(0, 2);

	private final Type schema;

	private final Map<String, Type> types = new HashMap<>();

	ProtocolBindings(SchemaType schema) {
		this.schema = schema;
		amqp();
		mqtt();
		http();
		queues();
		amazon();
		solace();
		pulsar();
	}

	/**
	 * Return what a binding has to be.
	 * @param protocol the protocol
	 * @param owner what has the binding: server, channel, operation or message
	 * @return the type, any object if the specification reserves the binding
	 */
	Type of(String protocol, String owner) {
		return this.types.getOrDefault(protocol + " " + owner, Scalars.OBJECT);
	}

	private ObjectType binding(String name, String... versions) {
		ObjectType binding = object(name + " binding").member("bindingVersion", Scalars.oneOf(versions));
		this.types.put(name, binding);
		return binding;
	}

	private static ObjectType part(String name) {
		return object(name).others(Scalars.ANY);
	}

	private static Type number(long minimum, long maximum) {
		return Scalars.integer(minimum, maximum, "Correct the number.");
	}

	private Type numberOrSchema(long minimum, long maximum) {
		Type number = number(minimum, maximum);
		return (node, name, walk) -> walk.visit(node, (node instanceof Node.Mapping) ? this.schema : number, name);
	}

	private Type textOrSchema() {
		return (node, name, walk) -> walk.visit(node, (node instanceof Node.Mapping) ? this.schema : Scalars.STRING,
				name);
	}

	private void amqp() {
		ObjectType exchange = part("AMQP exchange").member("name", Scalars.STRING)
			.member("type", Scalars.oneOf("topic", "direct", "fanout", "default", "headers"))
			.member("durable", Scalars.BOOLEAN)
			.member("autoDelete", Scalars.BOOLEAN)
			.member("vhost", Scalars.STRING);
		ObjectType queue = part("AMQP queue").member("name", Scalars.STRING)
			.member("durable", Scalars.BOOLEAN)
			.member("exclusive", Scalars.BOOLEAN)
			.member("autoDelete", Scalars.BOOLEAN)
			.member("vhost", Scalars.STRING);
		binding("amqp channel", "0.3.0").member("is", Scalars.oneOf("queue", "routingKey"))
			.member("exchange", exchange)
			.member("queue", queue)
			.rule(ProtocolBindings::queueOrExchange);
		binding("amqp operation", "0.3.0").member("expiration", COUNT)
			.member("userId", Scalars.STRING)
			.member("cc", TEXTS)
			.member("bcc", TEXTS)
			.member("priority", number(Long.MIN_VALUE, Long.MAX_VALUE))
			.member("deliveryMode", number(1, 2))
			.member("mandatory", Scalars.BOOLEAN)
			.member("timestamp", Scalars.BOOLEAN)
			.member("ack", Scalars.BOOLEAN);
		binding("amqp message", "0.3.0").member("contentEncoding", Scalars.STRING)
			.member("messageType", Scalars.STRING);
	}

	private static void queueOrExchange(Node.Mapping channel, Walk walk) {
		boolean queue = "queue".equals(Scalars.textOf(channel, "is"))
				|| channel.get("is") == null && channel.get("queue") != null;
		String needed = queue ? "queue" : "exchange";
		if (channel.get(needed) == null) {
			walk.violation(channel.location(), "'" + needed + "' is missing.",
					"Add it: an AMQP channel is a queue or a routing key of an exchange.");
		}
	}

	private void mqtt() {
		ObjectType lastWill = part("MQTT last will").member("topic", Scalars.STRING)
			.member("qos", QOS)
			.member("message", Scalars.STRING)
			.member("retain", Scalars.BOOLEAN);
		binding("mqtt server", "0.2.0").member("clientId", Scalars.STRING)
			.member("cleanSession", Scalars.BOOLEAN)
			.member("lastWill", lastWill)
			.member("keepAlive", number(Long.MIN_VALUE, Long.MAX_VALUE))
			.member("sessionExpiryInterval", numberOrSchema(0, Long.MAX_VALUE))
			.member("maximumPacketSize", numberOrSchema(1, UNSIGNED_INT));
		binding("mqtt operation", "0.2.0").member("qos", QOS)
			.member("retain", Scalars.BOOLEAN)
			.member("messageExpiryInterval", numberOrSchema(0, UNSIGNED_INT));
		binding("mqtt message", "0.2.0").member("payloadFormatIndicator", number(0, 1))
			.member("correlationData", this.schema)
			.member("contentType", Scalars.STRING)
			.member("responseTopic", textOrSchema());
	}

	private void http() {
		binding("http operation", "0.2.0", "0.3.0")
			.member("method",
					Scalars.oneOf("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"))
			.member("query", this.schema);
		binding("http message", "0.2.0", "0.3.0").member("headers", this.schema).member("statusCode", Scalars.NUMBER);
		binding("ws channel", "0.1.0").member("method", Scalars.oneOf("GET", "POST"))
			.member("query", this.schema)
			.member("headers", this.schema);
	}

	private void queues() {
		binding("anypointmq channel", "0.0.1").member("destination", Scalars.STRING)
			.member("destinationType", Scalars.oneOf("exchange", "queue", "fifo-queue"));
		binding("anypointmq message", "0.0.1").member("headers", this.schema);
		binding("jms server", "0.0.1").required("jmsConnectionFactory", Scalars.STRING)
			.member("properties", list(Scalars.OBJECT))
			.member("clientID", Scalars.STRING);
		binding("jms channel", "0.0.1").member("destination", Scalars.STRING)
			.member("destinationType", Scalars.oneOf("queue", "fifo-queue"));
		binding("jms message", "0.0.1").member("headers", this.schema);
		binding("ibmmq server", "0.1.0").member("groupId", Scalars.STRING)
			.member("ccdtQueueManagerName", Scalars.STRING)
			.member("cipherSpec", Scalars.STRING)
			.member("multiEndpointServer", Scalars.BOOLEAN)
			.member("heartBeatInterval", number(0, 999_999));
		binding("ibmmq channel", "0.1.0").member("destinationType", Scalars.oneOf("topic", "queue"))
			.member("queue", part("IBM MQ queue").required("objectName", Scalars.STRING))
			.member("topic", part("IBM MQ topic"))
			.member("maxMsgLength", number(0, 104_857_600));
		binding("ibmmq message", "0.1.0").member("type", Scalars.oneOf("string", "jms", "binary"))
			.member("headers", Scalars.STRING)
			.member("description", Scalars.STRING)
			.member("expiry", COUNT);
		binding("nats operation", "0.1.0").member("queue", Scalars.STRING);
	}

	private void amazon() {
		this.types.put("sns channel",
				object("sns channel binding").member("bindingVersion", Scalars.STRING)
					.required("name", Scalars.STRING)
					.member("ordering", Scalars.OBJECT)
					.member("policy", Scalars.OBJECT)
					.member("tags", Scalars.OBJECT));
		this.types.put("sns operation",
				object("sns operation binding").member("bindingVersion", Scalars.STRING)
					.member("topic", Scalars.OBJECT)
					.required("consumers", nonEmptyList(Scalars.OBJECT))
					.member("deliveryPolicy", Scalars.OBJECT));
		ObjectType queue = part("SQS queue").required("name", Scalars.STRING).required("fifoQueue", Scalars.BOOLEAN);
		binding("sqs channel", "0.1.0", "0.2.0").required("queue", queue).member("deadLetterQueue", queue);
		ObjectType named = part("SQS queue").required("name", Scalars.STRING).member("fifoQueue", Scalars.BOOLEAN);
		binding("sqs operation", "0.1.0", "0.2.0").required("queues", list(named));
	}

	private void solace() {
		binding("solace server", "0.2.0", "0.3.0", "0.4.0").member("msgVpn", Scalars.STRING)
			.member("msvVpn", Scalars.STRING)
			.member("clientName", Scalars.STRING);
		binding("solace operation", "0.2.0", "0.3.0", "0.4.0").member("destinations", list(Scalars.OBJECT))
			.member("timeToLive", number(Long.MIN_VALUE, Long.MAX_VALUE))
			.member("priority", number(0, 255))
			.member("dmqEligible", Scalars.BOOLEAN);
	}

	private void pulsar() {
		binding("pulsar server", "0.1.0").member("tenant", Scalars.STRING);
		binding("pulsar channel", "0.1.0").required("namespace", Scalars.STRING)
			.required("persistence", Scalars.oneOf("persistent", "non-persistent"))
			.member("compaction", COUNT)
			.member("geo-replication", TEXTS)
			.member("retention", object("Pulsar retention").member("time", COUNT).member("size", COUNT))
			.member("ttl", number(Long.MIN_VALUE, Long.MAX_VALUE))
			.member("deduplication", Scalars.BOOLEAN);
		binding("googlepubsub channel", "0.2.0").member("labels", Scalars.OBJECT)
			.member("messageRetentionDuration", Scalars.STRING)
			.member("messageStoragePolicy", object("Pub/Sub storage policy").member("allowedPersistenceRegions", TEXTS))
			.required("schemaSettings",
					object("Pub/Sub schema settings").required("encoding", Scalars.STRING)
						.required("name", Scalars.STRING)
						.member("firstRevisionId", Scalars.STRING)
						.member("lastRevisionId", Scalars.STRING));
		binding("googlepubsub message", "0.2.0").member("attributes", plainMap(Scalars.ANY))
			.member("orderingKey", Scalars.STRING)
			.member("schema", object("Pub/Sub schema").required("name", Scalars.STRING));
	}

}

package io.github.asyncapikafka.kafka.deadletter;

import java.util.List;

/**
 * The headers in which frameworks write to themselves. In a record that comes from
 * elsewhere they may say anything.
 */
final class FrameworkHeaders {

	static final String FAILURES = "springDeserializerException";

	private static final List<String> PREFIXES = List.of("kafka_dlt-", "kafka_original-", "kafka_exception-",
			"retry_topic-", FAILURES, "__TypeId__", "__KeyTypeId__", "__ContentTypeId__", "__KeyContentTypeId__");

	private FrameworkHeaders() {
	}

	static boolean contain(String name) {
		for (String prefix : PREFIXES) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}

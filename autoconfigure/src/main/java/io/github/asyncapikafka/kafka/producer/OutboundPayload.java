package io.github.asyncapikafka.kafka.producer;

import io.github.asyncapikafka.validation.JsonValues;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The payload of one record. JSON is the same for every topic, so it is written once,
 * also if the topic is among its values.
 */
final class OutboundPayload {

	private final Route route;

	private final @Nullable Object payload;

	private boolean written;

	private byte @Nullable [] json;

	private @Nullable JsonValues values;

	OutboundPayload(Route route, @Nullable Object payload) {
		this.route = route;
		this.payload = payload;
	}

	byte @Nullable [] bytes(String topic, Headers headers) {
		return this.written ? this.json : this.route.encoder().payload(topic, headers, this.payload);
	}

	/**
	 * Return a value, or {@code null} if there is none or the payload is not JSON.
	 * @param pointer the JSON pointer to it
	 */
	@Nullable String text(String pointer) {
		if (!this.route.isJson()) {
			return null;
		}
		JsonValues values = this.values;
		if (values == null) {
			this.json = this.route.encoder().payload(this.route.description(), new RecordHeaders(), this.payload);
			this.written = true;
			values = JsonValues.of(this.json);
			this.values = values;
		}
		return values.text(pointer);
	}

}

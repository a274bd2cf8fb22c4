package io.github.asyncapikafka.binding.format;

/**
 * How a key or a payload becomes bytes.
 */
public enum SerdeFormat {

	/**
	 * JSON text in UTF-8. Members of a key are sorted, because its bytes decide the
	 * partition.
	 */
	JSON,

	/**
	 * Plain text in UTF-8.
	 */
	TEXT,

	/**
	 * The bytes themselves.
	 */
	BINARY,

	/**
	 * The bytes of a format that nobody reads here.
	 */
	PASS_THROUGH,

	/**
	 * An integer in 4 bytes, big-endian.
	 */
	INT32,

	/**
	 * An integer in 8 bytes, big-endian.
	 */
	INT64,

	/**
	 * A number in 4 bytes.
	 */
	FLOAT,

	/**
	 * A number in 8 bytes.
	 */
	DOUBLE,

	/**
	 * A boolean in 1 byte.
	 */
	BOOLEAN,

	/**
	 * As {@code spring.kafka.consumer} and {@code spring.kafka.producer} say.
	 */
	SPRING,

	/**
	 * As a bean of type {@code Serde} does it.
	 */
	BEAN;

	/**
	 * Return whether only the application knows what the bytes mean, so that they cannot
	 * be checked against a schema.
	 * @return {@code false} if the bytes have a form
	 */
	public boolean isOpaque() {
		return this == PASS_THROUGH || this == SPRING || this == BEAN;
	}

}

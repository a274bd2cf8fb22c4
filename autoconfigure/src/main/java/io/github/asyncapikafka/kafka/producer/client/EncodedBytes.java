package io.github.asyncapikafka.kafka.producer.client;

/**
 * A key or payload that is encoded already, on its way through a producer of the
 * application that has serializers of its own.
 *
 * @param bytes the bytes to send
 */
record EncodedBytes(byte[] bytes) {

}

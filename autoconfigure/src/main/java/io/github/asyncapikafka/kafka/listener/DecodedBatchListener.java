package io.github.asyncapikafka.kafka.listener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.adapter.AbstractDelegatingMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * Keeps records that cannot be decoded away from a batch listener: it gets those before
 * the first of them, then the error handler is told which one failed and starts again
 * behind it.
 */
final class DecodedBatchListener extends AbstractDelegatingMessageListenerAdapter<BatchMessageListener<Object, Object>>
		implements BatchAcknowledgingConsumerAwareMessageListener<Object, Object> {

	private static final LogAccessor LOGGER = new LogAccessor(DecodedBatchListener.class);

	@SuppressWarnings("unchecked")
	DecodedBatchListener(BatchMessageListener<?, ?> delegate) {
		super((BatchMessageListener<Object, Object>) delegate);
	}

	@Override
	public boolean wantsPollResult() {
		return this.delegate.wantsPollResult();
	}

	@Override
	public void onMessage(ConsumerRecords<Object, Object> records, @Nullable Acknowledgment acknowledgment,
			Consumer<Object, Object> consumer) {
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> decoded = new LinkedHashMap<>();
		for (ConsumerRecord<Object, Object> record : records) {
			DeserializationException failure = failure(record);
			if (failure != null) {
				if (!decoded.isEmpty()) {
					this.delegate.onMessage(new ConsumerRecords<>(decoded, Map.of()), acknowledgment, consumer);
				}
				throw new BatchListenerFailedException("A record cannot be read", failure, record);
			}
			decoded.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), (key) -> new ArrayList<>())
				.add(record);
		}
		this.delegate.onMessage(records, acknowledgment, consumer);
	}

	@Override
	public void onMessage(List<ConsumerRecord<Object, Object>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		for (int i = 0; i < records.size(); i++) {
			DeserializationException failure = failure(records.get(i));
			if (failure != null) {
				if (i > 0) {
					invoke(records.subList(0, i), acknowledgment, consumer);
				}
				throw new BatchListenerFailedException("A record cannot be read", failure, records.get(i));
			}
		}
		invoke(records, acknowledgment, consumer);
	}

	private void invoke(List<ConsumerRecord<Object, Object>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		switch (this.delegateType) {
			case ACKNOWLEDGING_CONSUMER_AWARE -> this.delegate.onMessage(records, acknowledgment, consumer);
			case ACKNOWLEDGING -> this.delegate.onMessage(records, acknowledgment);
			case CONSUMER_AWARE -> this.delegate.onMessage(records, consumer);
			case SIMPLE -> this.delegate.onMessage(records);
		}
	}

	private static @Nullable DeserializationException failure(ConsumerRecord<Object, Object> record) {
		DeserializationException failure = null;
		if (record.value() == null) {
			failure = SerializationUtils.getExceptionFromHeader(record, KafkaUtils.VALUE_DESERIALIZER_EXCEPTION_HEADER,
					LOGGER);
		}
		if (failure == null && record.key() == null) {
			failure = SerializationUtils.getExceptionFromHeader(record, KafkaUtils.KEY_DESERIALIZER_EXCEPTION_HEADER,
					LOGGER);
		}
		return failure;
	}

}

package io.github.asyncapikafka.kafka.listener.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecords;
import io.github.asyncapikafka.kafka.progress.ConsumerWatch;
import io.github.asyncapikafka.kafka.progress.WatchedConsumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Creates consumers that read bytes and decode whole records by the contract of their
 * operation. Takes everything else from the application's own consumer factory.
 */
public final class ChannelConsumerFactory extends DefaultKafkaConsumerFactory<Object, Object> {

	/**
	 * The name of the container factory bean that uses this factory.
	 */
	public static final String CONTAINER_FACTORY_BEAN_NAME = "channelListenerContainerFactory";

	/**
	 * How long a consumer waits for its coordinator in the end. While a group rebalances,
	 * it is silent until all other members have come, or are given up.
	 */
	private static final CloseOptions CLOSE_OPTIONS = CloseOptions.timeout(Duration.ofSeconds(5));

	private static final int RECONNECT_BACKOFF_MAX_MS = 10_000;

	/**
	 * Create an instance.
	 * @param application the application's consumer factory
	 * @param connection settings of the connection that replace those of the
	 * application's factory
	 */
	@SuppressWarnings("unchecked")
	public ChannelConsumerFactory(ConsumerFactory<?, ?> application, Map<String, Object> connection) {
		super(configuration(application, connection));
		ConsumerFactory<Object, Object> typed = (ConsumerFactory<Object, Object>) application;
		typed.getListeners().forEach(this::addListener);
		typed.getPostProcessors().forEach(this::addPostProcessor);
	}

	private static Map<String, Object> configuration(ConsumerFactory<?, ?> application,
			Map<String, Object> connection) {
		Map<String, Object> configuration = new HashMap<>(application.getConfigurationProperties());
		configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		if (!configuration.containsKey(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG)) {
			// A consumer logs each attempt to connect, and each thread has a consumer.
			configuration.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_BACKOFF_MAX_MS);
		}
		configuration.putAll(connection);
		return configuration;
	}

	@Override
	protected Consumer<Object, Object> createRawConsumer(Map<String, Object> configuration) {
		ConsumerSetup setup = (ConsumerSetup) configuration.remove(ConsumerSetup.PROPERTY);
		if (setup == null) {
			return super.createRawConsumer(configuration);
		}
		RecordDecoder decoder = setup.decoder().apply(Map.copyOf(configuration));
		try {
			return new ChannelConsumer(configuration, setup, decoder);
		}
		catch (RuntimeException ex) {
			decoder.close();
			throw ex;
		}
	}

	/**
	 * Decodes what it polls.
	 */
	private final class ChannelConsumer extends ExtendedKafkaConsumer implements ReceivedRecords, WatchedConsumer {

		private final RecordsDecoder decoder;

		private final InboundReports reports;

		private Map<TopicPartition, List<ReceivedRecord>> polled = Map.of();

		private final boolean batch;

		private final @Nullable Supplier<Pattern> pattern;

		private final ConsumerWatch watch;

		private final RefusedTurns turns = new RefusedTurns();

		ChannelConsumer(Map<String, Object> configuration, ConsumerSetup setup, RecordDecoder decoder) {
			super(configuration);
			this.watch = setup.progress().watch(this, setup.batch());
			this.decoder = new RecordsDecoder(decoder, setup.reports().ofOperation(),
					setup.failureHeader().getAsBoolean(), setup.unread());
			this.reports = setup.reports().forConsumer();
			this.batch = setup.batch();
			this.pattern = setup.pattern();
		}

		@Override
		public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
			super.subscribe((this.pattern != null) ? this.pattern.get() : pattern, this.watch.listener(listener));
		}

		@Override
		public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
			super.subscribe(topics, this.watch.listener(listener));
		}

		@Override
		public @Nullable ReceivedRecord find(TopicPartition partition, long offset) {
			return this.polled.getOrDefault(partition, List.of())
				.stream()
				.filter((record) -> record.offset() == offset)
				.findFirst()
				.orElse(null);
		}

		@Override
		public ConsumerWatch watch() {
			return this.watch;
		}

		@Override
		public void seek(TopicPartition partition, long offset) {
			super.seek(partition, offset);
			this.watch.sought(partition, offset);
		}

		@Override
		public void seek(TopicPartition partition, OffsetAndMetadata offset) {
			super.seek(partition, offset);
			this.watch.sought(partition, offset.offset());
		}

		@Override
		public void seekToBeginning(Collection<TopicPartition> partitions) {
			super.seekToBeginning(partitions);
			this.watch.sought(partitions.isEmpty() ? assignment() : partitions);
		}

		@Override
		public void seekToEnd(Collection<TopicPartition> partitions) {
			super.seekToEnd(partitions);
			this.watch.sought(partitions.isEmpty() ? assignment() : partitions);
		}

		@Override
		public void pause(Collection<TopicPartition> partitions) {
			super.pause(partitions);
			this.watch.paused(partitions);
		}

		@Override
		public void resume(Collection<TopicPartition> partitions) {
			super.resume(this.watch.resumed(partitions));
		}

		@Override
		public Set<TopicPartition> paused() {
			return this.watch.pausedByOthers(super.paused());
		}

		@Override
		public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
			this.watch.commits().commit(offsets, () -> super.commitSync(offsets));
		}

		@Override
		public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
			this.watch.commits().commit(offsets, () -> super.commitSync(offsets, timeout));
		}

		@Override
		public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets,
				@Nullable OffsetCommitCallback callback) {
			super.commitAsync(offsets, this.watch.commits().callback(callback));
		}

		@Override
		public void wakeup() {
			super.wakeup();
			this.watch.wakeup();
		}

		@Override
		public void close() {
			this.watch.close();
			super.close(CLOSE_OPTIONS);
			this.decoder.close();
		}

		@Override
		public void close(CloseOptions options) {
			this.watch.close();
			super.close(options);
			this.decoder.close();
		}

		@Override
		public ConsumerRecords<Object, Object> poll(Duration timeout) {
			ConsumerRecords<Object, Object> records = this.watch.poll(timeout, super::poll, this::decode);
			if (records.isEmpty() && paused().isEmpty()) {
				// Nobody has any of them in hand.
				this.polled = Map.of();
			}
			return records;
		}

		private ConsumerRecords<Object, Object> decode(ConsumerRecords<Object, Object> received) {
			Map<TopicPartition, List<ReceivedRecord>> decoded = new LinkedHashMap<>();
			Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>(received.nextOffsets());
			boolean failed = false;
			for (TopicPartition partition : received.partitions()) {
				List<ConsumerRecord<Object, Object>> all = received.records(partition);
				List<ReceivedRecord> records = this.decoder.decode(partition, all);
				failed |= records.stream().anyMatch(ReceivedRecord::isFailed);
				if (records.size() < all.size()) {
					ConsumerRecord<Object, Object> next = all.get(records.size());
					nextOffsets.put(partition, new OffsetAndMetadata(next.offset(), next.leaderEpoch(), ""));
					seek(partition, next.offset());
				}
				if (records.isEmpty()) {
					nextOffsets.remove(partition);
				}
				else {
					decoded.put(partition, records);
				}
			}
			this.polled = decoded;
			TopicPartition refused = this.batch ? this.turns.next(decoded) : null;
			ConsumerRecords<Object, Object> delivered = (this.batch && failed) ? cut(decoded, nextOffsets, refused)
					: all(decoded, nextOffsets);
			this.reports.report(delivered);
			return delivered;
		}

		private ConsumerRecords<Object, Object> all(Map<TopicPartition, List<ReceivedRecord>> decoded,
				Map<TopicPartition, OffsetAndMetadata> nextOffsets) {
			Map<TopicPartition, List<ConsumerRecord<Object, Object>>> records = new LinkedHashMap<>();
			decoded.forEach((partition, list) -> records.put(partition, Collections.unmodifiableList(list)));
			return new ConsumerRecords<>(records, nextOffsets);
		}

		private ConsumerRecords<Object, Object> cut(Map<TopicPartition, List<ReceivedRecord>> decoded,
				Map<TopicPartition, OffsetAndMetadata> nextOffsets, @Nullable TopicPartition refused) {
			PolledBatch cut = PolledBatch.of(decoded, nextOffsets, refused);
			cut.cutOff().forEach((partition, record) -> seek(partition, record.offset()));
			return cut.records();
		}

	}

}

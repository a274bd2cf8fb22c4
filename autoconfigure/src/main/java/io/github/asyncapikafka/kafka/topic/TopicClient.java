package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker about topics, and waits no longer than it may.
 */
final class TopicClient implements AutoCloseable {

	private static final Duration PAUSE = Duration.ofMillis(100);

	/** A token server that is silent would block a client for ever. */
	private static final int LOGIN_TIMEOUT = 4000;

	private static final Pattern ADVERTISED_NODE = Pattern.compile("node-\\d+");

	private final Admin admin;

	private final Duration timeout;

	/** What was asked for together, and not taken yet. */
	private final Map<String, Answer> expected = new HashMap<>();

	private TopicClient(Admin admin, Duration timeout) {
		this.admin = admin;
		this.timeout = timeout;
	}

	/**
	 * Return a client that the broker has answered.
	 * @throws UnreachableException if it does not
	 */
	static TopicClient connect(Map<String, Object> configuration, Duration timeout) {
		TopicClient client = create(configuration, timeout);
		try {
			client.get(client.admin.describeCluster().clusterId());
			return client;
		}
		catch (ApiException ex) {
			client.close();
			throw new UnreachableException(ex);
		}
		catch (UnreachableException ex) {
			boolean advertised = client.knowsAdvertisedListeners();
			client.close();
			throw new UnreachableException(ex.getCause(), client, advertised);
		}
	}

	/**
	 * Return whether a broker has answered which addresses it advertises. The client has
	 * measurements of all brokers that it has tried to connect to, and those of the
	 * configuration have no proper id.
	 */
	private boolean knowsAdvertisedListeners() {
		return this.admin.metrics()
			.keySet()
			.stream()
			.map((metric) -> metric.tags().get("node-id"))
			.anyMatch((node) -> node != null && ADVERTISED_NODE.matcher(node).matches());
	}

	/**
	 * Return a client that has not asked anything yet.
	 * @throws UnreachableException if its settings are useless
	 */
	static TopicClient create(Map<String, Object> configuration, Duration timeout) {
		try {
			Map<String, Object> settings = new HashMap<>(configuration);
			settings.putIfAbsent(SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS, LOGIN_TIMEOUT);
			settings.putIfAbsent(SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS, LOGIN_TIMEOUT);
			return new TopicClient(Admin.create(settings), timeout);
		}
		catch (KafkaException ex) {
			throw new UnreachableException(ex);
		}
	}

	/**
	 * Ask for topics together, so that the round trips to the broker are not as many as
	 * the topics.
	 * @param names what {@link #describe(String)} is going to be called with
	 */
	void expect(Collection<String> names) {
		List<String> unknown = names.stream().filter((name) -> !this.expected.containsKey(name)).distinct().toList();
		if (!unknown.isEmpty()) {
			this.expected.putAll(ask(unknown));
		}
	}

	private Map<String, Answer> ask(List<String> names) {
		Map<String, KafkaFuture<TopicDescription>> topics = this.admin
			.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
			.topicNameValues();
		Map<ConfigResource, KafkaFuture<Config>> configurations = this.admin
			.describeConfigs(names.stream().map(TopicClient::resource).toList())
			.values();
		return names.stream()
			.collect(
					Collectors.toMap(Function.identity(), (name) -> new Answer(Objects.requireNonNull(topics.get(name)),
							Objects.requireNonNull(configurations.get(resource(name))))));
	}

	private static ConfigResource resource(String name) {
		return new ConfigResource(ConfigResource.Type.TOPIC, name);
	}

	/**
	 * Return a topic.
	 * @return the topic, or {@code null} if there is none
	 * @throws ApiException if the broker refuses to tell
	 * @throws UnreachableException if it does not answer
	 */
	@Nullable TopicState describe(String name) {
		Answer expected = this.expected.remove(name);
		Answer answer = (expected != null) ? expected : Objects.requireNonNull(ask(List.of(name)).get(name));
		try {
			TopicDescription description = get(answer.topic());
			int replicas = description.partitions().get(0).replicas().size();
			return new TopicState(description.partitions().size(), replicas, isWritable(description),
					configuration(answer));
		}
		catch (UnknownTopicOrPartitionException ex) {
			return null;
		}
	}

	/**
	 * Return whether a topic exists.
	 * @throws ApiException if the broker refuses to tell
	 * @throws UnreachableException if it does not answer
	 */
	boolean exists(String name) {
		try {
			get(Objects.requireNonNull(this.admin.describeTopics(List.of(name)).topicNameValues().get(name)));
			return true;
		}
		catch (UnknownTopicOrPartitionException ex) {
			return false;
		}
	}

	private static @Nullable Boolean isWritable(TopicDescription description) {
		return (description.authorizedOperations() == null || description.authorizedOperations().isEmpty()) ? null
				: Boolean.valueOf(description.authorizedOperations().contains(AclOperation.WRITE));
	}

	private @Nullable Config configuration(Answer answer) {
		try {
			return get(answer.configuration());
		}
		catch (ApiException ex) {
			return null;
		}
	}

	/**
	 * Create a topic.
	 * @return the topic as the broker has made it, or {@code null} if it may not be seen
	 * @throws ApiException if the broker refuses
	 * @throws UnreachableException if it does not answer
	 */
	@Nullable TopicState create(WantedTopic topic) {
		CreateTopicsResult result = this.admin.createTopics(List.of(topic.toNewTopic()));
		get(Objects.requireNonNull(result.values().get(topic.name())));
		try {
			return new TopicState(get(result.numPartitions(topic.name())), get(result.replicationFactor(topic.name())),
					true, get(result.config(topic.name())));
		}
		catch (ApiException ex) {
			return null;
		}
	}

	/**
	 * Wait a moment.
	 * @return {@code false} if the thread is interrupted
	 */
	boolean pause() {
		LockSupport.parkNanos(PAUSE.toNanos());
		return !Thread.currentThread().isInterrupted();
	}

	private <T> T get(KafkaFuture<T> future) {
		try {
			return future.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnreachableException(ex, this, false);
		}
		catch (TimeoutException ex) {
			throw new UnreachableException(ex, this, false);
		}
		catch (ExecutionException ex) {
			boolean refused = ex.getCause() instanceof ApiException && (!(ex.getCause() instanceof RetriableException)
					|| ex.getCause() instanceof UnknownTopicOrPartitionException);
			throw refused ? (ApiException) ex.getCause() : new UnreachableException(ex.getCause(), this, false);
		}
	}

	@Override
	public void close() {
		this.admin.close(Duration.ofMillis(500));
	}

	/**
	 * What the broker is going to say of a topic.
	 */
	private record Answer(KafkaFuture<TopicDescription> topic, KafkaFuture<Config> configuration) {
	}

}

package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.kafka.connection.BrokerDiagnosis;
import io.github.asyncapikafka.kafka.connection.Preflight;
import io.github.asyncapikafka.kafka.connection.UnusableBrokerException;
import io.github.asyncapikafka.kafka.topic.TopicProvisioning.Outcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;

/**
 * Sees to the topics before any listener starts. If the broker cannot be reached, the
 * start-up goes on and the topics are seen to as soon as it can.
 */
public final class ContractTopics implements SmartLifecycle {

	private static final int PHASE = Integer.MIN_VALUE + 1000;

	private static final Duration MAX_DELAY = Duration.ofSeconds(30);

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final KafkaContract contract;

	private final Supplier<TopicPlan> plan;

	private final Supplier<TopicConnections> connections;

	private final Duration timeout;

	private final Preflight preflight;

	private final Findings findings = new Findings();

	private volatile boolean running;

	private volatile List<String> obstacles = List.of();

	private @Nullable ScheduledExecutorService scheduler;

	/**
	 * Create an instance.
	 * @param contract the contract
	 * @param plan gives the topics that are used
	 * @param connections gives the configuration of the admin clients
	 * @param timeout how long the start-up may wait for an answer
	 * @param preflight what happens if the brokers cannot be used
	 */
	public ContractTopics(KafkaContract contract, Supplier<TopicPlan> plan, Supplier<TopicConnections> connections,
			Duration timeout, Preflight preflight) {
		this.contract = contract;
		this.plan = plan;
		this.connections = connections;
		this.timeout = timeout;
		this.preflight = preflight;
	}

	@Override
	public void start() {
		if (this.running) {
			return;
		}
		this.running = true;
		TopicPlan plan = this.plan.get();
		boolean nothingToDo = plan.isEmpty(this.contract.topicMode().value());
		if (!plan.used() || (nothingToDo && this.preflight == Preflight.OFF)) {
			return;
		}
		try {
			TopicConnector connector = new TopicConnector(this.timeout, this.preflight != Preflight.OFF);
			List<Problem> problems = provision(plan, connector::connect).problems();
			if (!problems.isEmpty()) {
				throw new InvalidContractException(problems);
			}
		}
		catch (UnusableBrokerException ex) {
			if (this.preflight == Preflight.FAIL) {
				throw ex;
			}
			logger.warn(ex.getProblems().get(0));
			tryLater(plan, ex.getProblems().get(0).message());
		}
		catch (UnreachableException | KafkaException ex) {
			if (this.preflight == Preflight.FAIL) {
				throw ex;
			}
			String message = "The broker cannot be reached: " + reason(ex);
			logger.warn(message);
			tryLater(plan, message);
		}
	}

	private Outcome provision(TopicPlan plan, BiFunction<Map<String, Object>, BrokerDiagnosis, TopicClient> connector) {
		TopicConnections connections = this.connections.get();
		BrokerDiagnosis reading = BrokerDiagnosis.ofConsumers(this.contract, connections.consumers());
		try (TopicClient consumers = connector.apply(connections.consumers(), reading)) {
			if (connections.isOneCluster()) {
				return provision(plan, consumers, consumers, (client) -> reading);
			}
			BrokerDiagnosis writing = BrokerDiagnosis.ofProducers(this.contract, connections.producers());
			try (TopicClient producers = connector.apply(connections.producers(), writing)) {
				return provision(plan, consumers, producers, (client) -> (client == consumers) ? reading : writing);
			}
		}
	}

	private Outcome provision(TopicPlan plan, TopicClient consumers, TopicClient producers,
			Function<@Nullable TopicClient, BrokerDiagnosis> diagnoses) {
		try {
			return new TopicProvisioning(consumers, producers, this.contract, this.findings).run(plan);
		}
		catch (UnreachableException ex) {
			if (this.preflight == Preflight.OFF) {
				throw ex;
			}
			throw new UnusableBrokerException(diagnoses.apply(ex.client()).stalled(ex));
		}
	}

	private void tryLater(TopicPlan plan, String obstacle) {
		if (plan.isEmpty(this.contract.topicMode().value())) {
			return;
		}
		logger.info("The topics of the contract are seen to as soon as the broker can be used");
		this.obstacles = List.of(obstacle);
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor((runnable) -> {
			Thread thread = new Thread(runnable, "asyncapi-kafka-topics");
			thread.setDaemon(true);
			return thread;
		});
		this.scheduler = scheduler;
		schedule(scheduler, plan, Duration.ofSeconds(2));
	}

	private void schedule(ScheduledExecutorService scheduler, TopicPlan plan, Duration delay) {
		scheduler.schedule(() -> {
			if (isDone(plan)) {
				scheduler.shutdown();
			}
			else if (this.running) {
				Duration next = delay.multipliedBy(2);
				schedule(scheduler, plan, (next.compareTo(MAX_DELAY) > 0) ? MAX_DELAY : next);
			}
		}, delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Try again. What the broker refuses today it may accept tomorrow, but a topic that
	 * differs stays as it is until the application starts again.
	 */
	private boolean isDone(TopicPlan plan) {
		try {
			Outcome outcome = provision(plan, (settings, diagnosis) -> TopicClient.connect(settings, this.timeout));
			List<String> obstacles = outcome.problems().stream().map(Problem::toString).toList();
			obstacles.forEach(this.findings::error);
			this.obstacles = obstacles;
			if (obstacles.isEmpty()) {
				logger.info("The broker can be reached, and the topics of the contract were seen to");
			}
			return outcome.refused().isEmpty();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Return why the topics are not yet as the contract wants them.
	 * @return sentences, empty if they were seen to
	 */
	public List<String> obstacles() {
		return this.obstacles;
	}

	private static String reason(RuntimeException ex) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		String message = cause.getMessage();
		return cause.getClass().getSimpleName() + ((message != null) ? ": " + Printable.escape(message) : "");
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.scheduler != null) {
			this.scheduler.shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}

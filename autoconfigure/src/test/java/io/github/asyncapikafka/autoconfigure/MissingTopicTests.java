package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelParameter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The health of listeners that have no partition, on a broker that creates no topic by
 * itself.
 */
class MissingTopicTests {

	private static final String OPEN = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: 'orders.{region}'
			    parameters: { region: {} }
			    messages:
			      order: { payload: { type: object } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    bindings: { kafka: { groupId: { const: readers } } }
			""";

	private static StandaloneBroker broker;

	private static Admin admin;

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "signups";

	@BeforeAll
	static void start() {
		broker = StandaloneBroker.open(StandaloneBroker.freePort());
		admin = broker.admin();
	}

	@AfterAll
	static void stop() {
		admin.close();
		broker.close();
	}

	@Test
	void isDownWithinThirtySecondsIfTheTopicIsDeleted() throws Exception {
		create(this.topic, 3);
		application(SignupContract.DOCUMENT).withBean(Reader.class).run((context) -> {
			awaitMembers(1);
			await().until(() -> health(context).getStatus().equals(Status.UP));
			admin.deleteTopics(List.of(this.topic)).all().get();
			Instant deleted = Instant.now();
			await().until(() -> health(context).getStatus().equals(Status.DOWN));
			assertThat(Duration.between(deleted, Instant.now())).isLessThan(Duration.ofSeconds(30));
			assertThat(stall(context)).containsEntry("operation", "onSignup")
				.containsEntry("cause", "the topic '" + this.topic + "' does not exist");
			create(this.topic, 3);
			await().until(() -> health(context).getStatus().equals(Status.UP));
		});
	}

	@Test
	void isDownIfThereNeverWasATopic() {
		application(SignupContract.DOCUMENT).withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.topics.mode=none", "spring.kafka.listener.concurrency=3",
					"asyncapi-kafka.stalled-after=2s")
			.run((context) -> {
				await().until(() -> health(context).getStatus().equals(Status.DOWN));
				await().untilAsserted(() -> assertThat(stall(context)).containsEntry("operation", "onSignup")
					.containsEntry("cause", "the topic '" + this.topic + "' does not exist"));
				create(this.topic, 3);
				await().until(() -> health(context).getStatus().equals(Status.UP));
			});
	}

	@Test
	void isUpIfAGroupHasMoreMembersThanPartitions() throws Exception {
		create(this.topic, 1);
		application(SignupContract.DOCUMENT).withBean(Reader.class)
			.withPropertyValues("spring.kafka.listener.concurrency=3", "asyncapi-kafka.stalled-after=2s")
			.run((context) -> {
				awaitMembers(3);
				await().during(Duration.ofSeconds(6)).until(() -> health(context).getStatus().equals(Status.UP));
			});
	}

	@Test
	void isUpWhileNoTopicOfAnOpenAddressExists() throws Exception {
		application(OPEN).withBean(OrderReader.class)
			.withPropertyValues("asyncapi-kafka.stalled-after=2s",
					"spring.kafka.consumer.properties.metadata.max.age.ms=500")
			.run((context) -> {
				awaitMembers(1);
				await().untilAsserted(() -> assertThat(health(context).getDetails()).containsOnlyKeys("unmatched"));
				assertThat(health(context).getDetails().get("unmatched")).asString()
					.contains("operation=onOrder", "there is no topic of the address '" + this.prefix + "orders.");
				await().during(Duration.ofSeconds(4)).until(() -> health(context).getStatus().equals(Status.UP));
				create(this.prefix + "orders.eu", 1);
				await().until(() -> health(context).getDetails().isEmpty());
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			});
	}

	private ApplicationContextRunner application(String document) {
		return Contract.application()
			.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
			.withPropertyValues(Contract.location(document), "spring.kafka.bootstrap-servers=" + broker.address(),
					"asyncapi-kafka.topic-prefix=" + this.prefix, "asyncapi-kafka.group-id-prefix=" + this.prefix,
					"spring.kafka.consumer.auto-offset-reset=earliest");
	}

	private void awaitMembers(int count) {
		String group = this.prefix + "readers";
		await().ignoreExceptions()
			.until(() -> admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size() == count);
	}

	private static void create(String name, int partitions) throws Exception {
		admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> stall(ApplicationContext context) {
		List<Map<String, Object>> stalls = (List<Map<String, Object>>) health(context).getDetails()
			.getOrDefault("stalled", List.of());
		assertThat(stalls).hasSize(1);
		return stalls.get(0);
	}

	private static Health health(ApplicationContext context) {
		return context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class).health(true);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	static class OrderReader {

		@ChannelListener("orders")
		void on(Map<String, Object> order, @ChannelParameter("region") String region) {
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelParameter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListenerConfigurer;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records of several topics on a real broker, received through one address.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenAddressReceivingTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: 'orders-{region}.{tenant}'
			    parameters:
			      region: { enum: [eu, us], default: eu }
			      tenant: {}
			    messages:
			      order: { payload: { type: object, properties: { id: { type: integer } } } }
			    bindings: { kafka: { partitions: 2 } }
			  euros:
			    address: orders-eu.acme
			    messages: { order: { payload: { type: object } } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			  onEuros:
			    action: receive
			    channel: { $ref: '#/channels/euros' }
			""";

	private final String prefix = Contract.prefix();

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix)
		.withPropertyValues("spring.application.name=shop");

	@Test
	void receivesFromAllTopicsOfTheAddressAlsoFromLaterOnes(CapturedOutput output) {
		create("orders-eu.acme", "orders-us.acme", "orders-asia.acme", "ordersXeu.acme");
		this.contextRunner.withBean(Reader.class).run((context) -> {
			assertThat(context).hasNotFailed();
			send("orders-eu.acme", "orders-us.acme", "orders-asia.acme", "ordersXeu.acme");
			Reader reader = context.getBean(Reader.class);
			await(reader.received, "eu/acme/orders-eu.acme", "us/acme/orders-us.acme");
			create("orders-us.later_1");
			send("orders-us.later_1");
			await(reader.received, "eu/acme/orders-eu.acme", "us/acme/orders-us.acme", "us/later_1/orders-us.later_1");
			assertThat(output).contains("receive onOrder <- " + this.prefix
					+ "orders-{region}.{tenant} (region and tenant open, 2 partitions, group shop) ");
			assertThat(topics()).contains(this.prefix + "orders-_._-dlt")
				.doesNotContain(this.prefix + "orders-eu._", this.prefix + "orders-{region}.{tenant}");
		});
	}

	@Test
	void opensWithoutAnAnnotationWhatConfigurationLeavesOpen() {
		create("orders-eu.acme", "orders-us.acme");
		this.contextRunner.withBean(PlainReader.class)
			.withPropertyValues("asyncapi-kafka.parameters.tenant=*",
					"asyncapi-kafka.channels.orders.parameters.region=us")
			.run((context) -> {
				send("orders-eu.acme", "orders-us.acme");
				await(context.getBean(PlainReader.class).received, "orders-us.acme");
			});
	}

	@Test
	void givesAnAnnotationTheValueThatIsConfigured() {
		create("orders-eu.acme", "orders-us.acme");
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.parameters.tenant=acme", "asyncapi-kafka.parameters.region=us")
			.run((context) -> {
				send("orders-eu.acme", "orders-us.acme");
				await(context.getBean(Reader.class).received, "us/acme/orders-us.acme");
				assertThat(topics()).contains(this.prefix + "orders-us.acme-dlt");
			});
	}

	@Test
	void givesEachRecordOfABatchItsValue() {
		create("orders-eu.1", "orders-us.2");
		this.contextRunner.withBean(BatchReader.class).run((context) -> {
			send("orders-eu.1", "orders-us.2");
			await(context.getBean(BatchReader.class).received, "EU/1/orders-eu.1", "US/2/orders-us.2");
		});
	}

	@Test
	void convertsValuesAsTheApplicationDoes() {
		UUID id = UUID.randomUUID();
		create("orders-eu." + id);
		this.contextRunner.withBean(ConvertingReader.class).withBean(TenantConverter.class).run((context) -> {
			send("orders-eu." + id);
			await(context.getBean(ConvertingReader.class).received, "EU/" + id + "/Tenant[name=" + id + "]");
		});
	}

	@Test
	void recordWhoseValueHasNotTheTypeIsADeadLetterAtOnce() {
		create("orders-eu.acme");
		this.contextRunner.withBean(NumberReader.class)
			.withBean(BackOff.class, () -> new FixedBackOff(60_000, 9))
			.run((context) -> {
				send("orders-eu.acme");
				assertThat(TestBroker.get().receive(this.prefix + "orders-_._-dlt", 1)).hasSize(1);
			});
	}

	@Test
	void recordWhoseValuesCannotBeToldIsADeadLetter() {
		String document = DOCUMENT.replace("orders-{region}.{tenant}", "{region}-{tenant}")
			.replace("[eu, us]", "[eu, eu-1]");
		create("eu-1-2", "eu-2");
		Contract.running(document, this.prefix)
			.withPropertyValues("spring.application.name=shop")
			.withBean(Reader.class)
			.run((context) -> {
				send("eu-1-2", "eu-2");
				await(context.getBean(Reader.class).received, "eu/2/eu-2");
				assertThat(TestBroker.get().receive(this.prefix + "_-_-dlt", 1)).singleElement()
					.satisfies((letter) -> assertThat(
							new String(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_TOPIC).value()))
						.isEqualTo(this.prefix + "eu-1-2"));
			});
	}

	@Test
	void valuesThatCannotBeToldStopTheStartUp() {
		String document = DOCUMENT.replace("orders-{region}.{tenant}", "{name}-of-{tenant}")
			.replace("region: { enum: [eu, us], default: eu }", "name: {}");
		ApplicationContextRunner runner = Contract.application(document)
			.withPropertyValues("spring.application.name=shop");
		runner.withBean(NameReader.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.asString()
				.endsWith("NameReader.on could not get the values of 'name' and 'tenant' from a topic of the address "
						+ "'{name}-of-{tenant}': only characters that the values may have stand between them. Give one "
						+ "of them an 'enum' or a value, or separate them with '.'."));
		runner.withBean(NameReader.class)
			.withPropertyValues("asyncapi-kafka.parameters.name=prod")
			.run((context) -> assertThat(context).hasNotFailed());
		runner.withBean(PlainReader.class)
			.withPropertyValues("asyncapi-kafka.parameters.name=*", "asyncapi-kafka.parameters.tenant=*")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void handlersOfAClassGetValuesToo() {
		create("orders-eu.acme");
		this.contextRunner.withBean(ClassReader.class).run((context) -> {
			send("orders-eu.acme");
			await(context.getBean(ClassReader.class).received, "eu/acme");
		});
	}

	@Test
	void keepsRefusedRecordsOfAllTopicsInOne() {
		create("orders-eu.acme", "orders-us.acme");
		this.contextRunner.withBean(Reader.class).run((context) -> {
			TestBroker.get().send(this.prefix + "orders-eu.acme", "[1]");
			TestBroker.get().send(this.prefix + "orders-us.acme", "{\"id\":\"x\"}");
			List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get().receive(this.prefix + "orders-_._-dlt", 2);
			assertThat(letters).extracting((letter) -> new String(letter.value()))
				.containsExactlyInAnyOrder("[1]", "{\"id\":\"x\"}");
			assertThat(letters)
				.extracting(
						(letter) -> new String(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_TOPIC).value()))
				.containsExactlyInAnyOrder(this.prefix + "orders-eu.acme", this.prefix + "orders-us.acme");
			send("orders-eu.acme");
			await(context.getBean(Reader.class).received, "eu/acme/orders-eu.acme");
		});
	}

	@Test
	void receivesNothingFromDeadLetterAndRetryTopics() {
		create("orders-eu.acme", "orders-eu.acme-dlt", "orders-eu.acme-retry-0", "orders-eu.acme-retry");
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send("orders-eu.acme-dlt", "orders-eu.acme-retry-0", "orders-eu.acme-retry", "orders-eu.acme");
			await(context.getBean(Reader.class).received, "eu/acme/orders-eu.acme");
			assertThat(context.getBean(KafkaListenerEndpointRegistry.class)
				.getListenerContainer("onOrder")
				.getAssignedPartitions())
				.allMatch((partition) -> partition.topic().equals(this.prefix + "orders-eu.acme"));
		});
	}

	@Test
	void receivesNothingFromTheRetryTopicsOfOtherListenersWhateverTheirNames() {
		this.contextRunner.withBean(Reader.class)
			.withBean(RetryingEurosReader.class)
			.withPropertyValues("asyncapi-kafka.operations.onEuros.group-id=other")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(topics()).contains(this.prefix + "orders-eu.acme_again",
						this.prefix + "orders-eu.acme_dead");
				send("orders-eu.acme_again", "orders-eu.acme");
				await(context.getBean(Reader.class).received, "eu/acme/orders-eu.acme");
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class)
					.getListenerContainer("onOrder")
					.getAssignedPartitions()).extracting((partition) -> partition.topic())
					.containsOnly(this.prefix + "orders-eu.acme");
			});
	}

	@Test
	void applicationMayHaveARegistryOfItsOwn() {
		create("orders-eu.acme");
		this.contextRunner.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
			.withBean("ownRegistry", KafkaListenerEndpointRegistry.class)
			.withBean(Reader.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				send("orders-eu.acme");
				await(context.getBean(Reader.class).received, "eu/acme/orders-eu.acme");
			});
	}

	@Test
	void looksForTopicsEveryHalfMinuteUnlessSpringKafkaSaysOtherwise() {
		ApplicationContextRunner runner = Contract.application(DOCUMENT)
			.withPropertyValues("spring.application.name=shop")
			.withBean(Reader.class);
		runner.run((context) -> assertThat(metadataMaxAge(context.getBean(KafkaListenerEndpointRegistry.class)))
			.isEqualTo("30000"));
		runner.withPropertyValues("spring.kafka.properties.metadata.max.age.ms=7000")
			.run((context) -> assertThat(metadataMaxAge(context.getBean(KafkaListenerEndpointRegistry.class)))
				.isNull());
	}

	private static Object metadataMaxAge(KafkaListenerEndpointRegistry registry) {
		return registry.getListenerContainer("onOrder")
			.getContainerProperties()
			.getKafkaConsumerProperties()
			.get(ConsumerConfig.METADATA_MAX_AGE_CONFIG);
	}

	@Test
	void keepsTheArgumentResolversOfTheApplication() {
		create("orders-eu.acme");
		this.contextRunner.withUserConfiguration(OwnResolver.class).withBean(ResolvedReader.class).run((context) -> {
			send("orders-eu.acme");
			await(context.getBean(ResolvedReader.class).received, "acme/mine");
		});
	}

	@Test
	void parameterThatIsNotOpenOnPurposeStopsTheStartUp() {
		problems(PlainReader.class, (problems) -> assertThat(problems).singleElement()
			.asString()
			.contains("The address of the channel 'orders' needs a value for '{tenant}'. Set "
					+ "'asyncapi-kafka.channels.orders.parameters.tenant' or 'asyncapi-kafka.parameters.tenant', or leave "
					+ "it open on purpose, with '*' or a @ChannelParameter."));
	}

	@Test
	void unknownParameterStopsTheStartUp() {
		problems(MistakenReader.class, (problems) -> assertThat(problems).last()
			.asString()
			.contains("MistakenReader.on has a @ChannelParameter 'tennant', which the address of the channel 'orders' "
					+ "does not have. Did you mean 'tenant'? There are 'region', 'tenant'."));
	}

	@Test
	void retryTopicsOfAPatternStopTheStartUp() {
		problems(RetryingReader.class, (problems) -> assertThat(problems).singleElement()
			.asString()
			.contains(
					"RetryingReader.on has @RetryableTopic, but the address 'orders-{region}.{tenant}' is open: retry "
							+ "topics are made for topics that are known at start-up. Remove it, or give the "
							+ "parameters values: 'region', 'tenant'."));
	}

	@Test
	void retryTopicsOfAllListenersStopTheStartUpOfAPattern() {
		Contract.application(DOCUMENT)
			.withPropertyValues("spring.application.name=shop", "spring.kafka.retry.topic.enabled=true")
			.withBean(Reader.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.asString()
				.contains("Reader.on would have retry topics, as 'spring.kafka.retry.topic.enabled' or a "
						+ "RetryTopicConfiguration bean says, but the address 'orders-{region}.{tenant}' is open"));
	}

	@Test
	void addressOfDeadLetterTopicsStopsTheStartUp() {
		Contract.application(DOCUMENT.replace("{region}.{tenant}", "{region}.{tenant}-dlt"))
			.withPropertyValues("spring.application.name=shop")
			.withBean(Reader.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.asString()
				.contains("Reader.on would not receive from 'orders-eu.x-dlt', which the address "
						+ "'orders-{region}.{tenant}-dlt' can be: its name is that of a dead-letter, retry, reply or "
						+ "internal topic, and those are left out."));
	}

	@Test
	void topicAndPatternThatMeetInOneGroupStopTheStartUp() {
		Contract.application(DOCUMENT)
			.withPropertyValues("spring.application.name=shop")
			.withBean(Reader.class)
			.withBean(EurosReader.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.asString()
				.contains("both read the topic 'orders-eu.acme' in one consumer group"));
		Contract.application(DOCUMENT)
			.withPropertyValues("spring.application.name=shop", "asyncapi-kafka.operations.onEuros.group-id=other")
			.withBean(Reader.class)
			.withBean(EurosReader.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void problems(Class<?> listener, Consumer<List<String>> check) {
		Contract.application(DOCUMENT)
			.withPropertyValues("spring.application.name=shop")
			.withBean(listener)
			.run((context) -> check.accept(problems(context.getStartupFailure())));
	}

	private static List<String> problems(Throwable failure) {
		assertThat(failure).isInstanceOf(InvalidContractException.class);
		return ((InvalidContractException) failure).getProblems().stream().map(Object::toString).toList();
	}

	private void create(String... topics) {
		for (String topic : topics) {
			TestBroker.get().create(this.prefix + topic, 2);
		}
	}

	private static List<String> topics() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			return List.copyOf(admin.listTopics().names().get());
		}
	}

	private void send(String... topics) {
		for (String topic : topics) {
			TestBroker.get().send(this.prefix + topic, "{\"id\":1}");
		}
	}

	private void await(List<String> received, String... expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(received).map((text) -> text.replace(this.prefix, ""))
				.containsExactlyInAnyOrder(expected));
	}

	static class Reader {

		final List<String> received = new CopyOnWriteArrayList<>();

		@ChannelListener("orders")
		void on(@ChannelParameter("region") String area, Map<String, Object> order, @ChannelParameter String tenant,
				@Header(KafkaHeaders.RECEIVED_TOPIC) String topic) {
			this.received.add(area + "/" + tenant + "/" + topic);
		}

	}

	static class PlainReader {

		final List<String> received = new CopyOnWriteArrayList<>();

		@ChannelListener("orders")
		void on(Map<String, Object> order, @Header(KafkaHeaders.RECEIVED_TOPIC) String topic) {
			this.received.add(topic);
		}

	}

	static class EurosReader {

		@ChannelListener("euros")
		void on(Map<String, Object> order) {
		}

	}

	static class RetryingEurosReader {

		@RetryableTopic(attempts = "2", retryTopicSuffix = "_again", dltTopicSuffix = "_dead")
		@ChannelListener("euros")
		void on(Map<String, Object> order) {
		}

	}

	static class BatchReader {

		final List<String> received = new CopyOnWriteArrayList<>();

		@ChannelListener(value = "orders", batch = "true", groupId = "batches")
		void on(List<Map<String, Object>> orders, @ChannelParameter List<Region> region,
				@ChannelParameter List<String> tenant, @Header(KafkaHeaders.RECEIVED_TOPIC) List<String> topics) {
			for (int i = 0; i < orders.size(); i++) {
				this.received.add(region.get(i) + "/" + tenant.get(i) + "/" + topics.get(i));
			}
		}

	}

	static class ConvertingReader {

		final List<String> received = new CopyOnWriteArrayList<>();

		@ChannelListener("orders")
		void on(Map<String, Object> order, @ChannelParameter Region region, @ChannelParameter UUID tenant,
				@ChannelParameter("tenant") Tenant converted) {
			this.received.add(region + "/" + tenant + "/" + converted);
		}

	}

	static class NumberReader {

		@ChannelListener("orders")
		void on(Map<String, Object> order, @ChannelParameter String region, @ChannelParameter long tenant) {
		}

	}

	static class NameReader {

		final List<String> received = new CopyOnWriteArrayList<>();

		@ChannelListener("orders")
		void on(Map<String, Object> order, @ChannelParameter String name, @ChannelParameter String tenant) {
			this.received.add(name + " of " + tenant);
		}

	}

	@ChannelListener("orders")
	static class ClassReader {

		final List<String> received = new CopyOnWriteArrayList<>();

		@KafkaHandler
		void on(@Payload Map<String, Object> order, @ChannelParameter String region, @ChannelParameter String tenant) {
			this.received.add(region + "/" + tenant);
		}

	}

	static class MistakenReader {

		@ChannelListener("orders")
		void on(Map<String, Object> order, @ChannelParameter String tennant) {
		}

	}

	static class RetryingReader {

		@RetryableTopic
		@ChannelListener("orders")
		void on(Map<String, Object> order, @ChannelParameter String region, @ChannelParameter String tenant) {
		}

	}

	static class ResolvedReader {

		final List<String> received = new CopyOnWriteArrayList<>();

		@ChannelListener("orders")
		void on(@Payload Map<String, Object> order, @ChannelParameter String tenant, StringBuilder mine) {
			this.received.add(tenant + "/" + mine);
		}

	}

	enum Region {

		EU, US

	}

	record Tenant(String name) {

	}

	static class TenantConverter implements Converter<String, Tenant> {

		@Override
		public Tenant convert(String source) {
			return new Tenant(source);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResolver {

		@Bean
		KafkaListenerConfigurer ownConfigurer() {
			return (registrar) -> registrar.setCustomMethodArgumentResolvers(new HandlerMethodArgumentResolver() {

				@Override
				public boolean supportsParameter(MethodParameter parameter) {
					return parameter.getParameterType() == StringBuilder.class;
				}

				@Override
				public Object resolveArgument(MethodParameter parameter, Message<?> message) {
					return new StringBuilder("mine");
				}

			});
		}

	}

}

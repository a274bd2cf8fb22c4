package io.github.asyncapikafka.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplates;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * The applications that are compared.
 */
enum Applications {

	/** Channels with checks. */
	CHECKED(Channel.class, Map.of("asyncapi-kafka.location", "classpath:contract.yaml")),

	/** Channels without checks. */
	UNCHECKED(Channel.class,
			Map.of("asyncapi-kafka.location", "classpath:contract.yaml", "asyncapi-kafka.enforcement.inbound", "off",
					"asyncapi-kafka.enforcement.outbound", "off")),

	/** What one would write by hand. */
	HAND_WRITTEN(Plain.class,
			Map.of("spring.kafka.consumer.value-deserializer",
					"org.springframework.kafka.support.serializer.ErrorHandlingDeserializer",
					"spring.kafka.consumer.properties.spring.deserializer.value.delegate.class",
					"org.springframework.kafka.support.serializer.JacksonJsonDeserializer",
					"spring.kafka.consumer.properties.spring.json.value.default.type", Order.class.getName(),
					"spring.kafka.producer.value-serializer",
					"org.springframework.kafka.support.serializer.JacksonJsonSerializer"));

	private final Class<? extends Side> type;

	private final Map<String, Object> properties;

	Applications(Class<? extends Side> type, Map<String, ?> properties) {
		this.type = type;
		this.properties = Map.copyOf(properties);
	}

	ConfigurableApplicationContext start(String broker, String group) {
		return new SpringApplicationBuilder(this.type).web(WebApplicationType.NONE)
			.properties(this.properties)
			.properties("spring.kafka.bootstrap-servers=" + broker, "spring.kafka.consumer.group-id=" + group,
					"spring.kafka.consumer.auto-offset-reset=earliest", "spring.main.banner-mode=off",
					"logging.level.root=error", "logging.level.io.github.asyncapikafka=off",
					"asyncapi-kafka.topics.mode=create")
			.run();
	}

	/**
	 * What both sides can do.
	 */
	abstract static class Side {

		private final AtomicInteger received = new AtomicInteger();

		private final CompletableFuture<Double> seconds = new CompletableFuture<>();

		private volatile long first;

		/**
		 * Take a record, and the time between the first and the last.
		 */
		void received() {
			int count = this.received.incrementAndGet();
			if (count == 1) {
				this.first = System.nanoTime();
			}
			else if (count == Benchmarks.RECORDS) {
				this.seconds.complete((System.nanoTime() - this.first) / 1e9);
			}
		}

		double consumed() {
			return this.seconds.join();
		}

		abstract CompletableFuture<?> send(Order order);

		void send(Order order, int count) {
			List<CompletableFuture<?>> sent = new ArrayList<>(count);
			for (int i = 0; i < count; i++) {
				sent.add(send(order));
			}
			CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
		}

	}

	/**
	 * Channels.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Channel extends Side {

		private final ChannelTemplates templates;

		Channel(ChannelTemplates templates) {
			this.templates = templates;
		}

		@ChannelListener("orders")
		void on(Order order) {
			received();
		}

		@Override
		CompletableFuture<?> send(Order order) {
			return this.templates.get("sent").send("k", order);
		}

	}

	/**
	 * Hand-written Spring Kafka.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain extends Side {

		private final KafkaTemplate<String, Order> template;

		Plain(KafkaTemplate<String, Order> template) {
			this.template = template;
		}

		@KafkaListener(topics = "orders")
		void on(Order order) {
			received();
		}

		@Override
		CompletableFuture<?> send(Order order) {
			return this.template.send("sent", "k", order);
		}

	}

}

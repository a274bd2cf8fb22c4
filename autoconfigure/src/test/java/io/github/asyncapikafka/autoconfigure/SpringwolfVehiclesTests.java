package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.Corpus;
import io.github.asyncapikafka.inspection.ContractReport;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.validation.ContractViolationException;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.serializer.JacksonJsonSerializer;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The class hierarchy in documents that Springwolf generated from code, unchanged: a base
 * that lists its kinds, each of which contains the base, and a type header.
 */
class SpringwolfVehiclesTests {

	private static final String RESOURCES = "springwolf__springwolf-core/springwolf-examples/springwolf-kafka-example/"
			+ "src/test/resources/";

	private static final String BASE = "io.github.springwolf.examples.kafka.dtos.discriminator.VehicleBase";

	private static final Vehicle ELECTRIC = new Electric(200, new EnginePower(150, 300), 80);

	private static final Vehicle GASOLINE = new Gasoline(180, null, 50);

	private final String prefix = Contract.prefix();

	@ParameterizedTest
	@ValueSource(strings = { "asyncapi.json", "asyncapi.openapiv31.json", "groups/vehicles.json" })
	void receives(String file) {
		RealDocumentsTests.application(yaml(file)).withBean(Vehicles.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ContractReport.class).findings())
				.noneMatch((finding) -> finding.rule().startsWith("type-"));
			send("{\"vehicleType\":\"VehicleElectricPayloadDto\",\"topSpeed\":200,\"batteryCapacity\":80,"
					+ "\"enginePower\":{\"hp\":150,\"torque\":300}}", null);
			send("{\"vehicleType\":\"VehicleGasolinePayloadDto\",\"topSpeed\":180,\"fuelCapacity\":50}", BASE);
			Vehicles listener = context.getBean(Vehicles.class);
			assertThat(listener.next()).isEqualTo(ELECTRIC);
			assertThat(listener.next()).isEqualTo(GASOLINE);
			send("{\"vehicleType\":\"VehicleElectricPayloadDto\",\"topSpeed\":\"high\"}", null);
			send("{\"vehicleType\":\"VehicleElectricPayloadDto\",\"enginePower\":{\"hp\":1.5}}", null);
			send("{\"vehicleType\":\"VehicleElectricPayloadDto\",\"batteryCapacity\":\"80\",\"fuelCapacity\":\"50\"}",
					null);
			send("{\"vehicleType\":\"VehicleElectricPayloadDto\"}", Electric.class.getName());
			assertThat(TestBroker.get().receive(this.prefix + "vehicle-topic-dlt", 4))
				.extracting(SpringwolfVehiclesTests::reason)
				.containsExactly("payload/topSpeed type", "payload/enginePower/hp type", "payload anyOf",
						"headers/__TypeId__ enum");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "asyncapi.json", "asyncapi.openapiv31.json", "groups/vehicles.json" })
	void sends(String file) {
		RealDocumentsTests.application(yaml(file) + "  role: client\n")
			.withUserConfiguration(Producers.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				VehicleEvents events = context.getBean(VehicleEvents.class);
				events.send("k", ELECTRIC);
				events.sendMap("k", Map.of("fuelCapacity", 50));
				events.sendTyped("k", BASE, GASOLINE);
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> events.sendMap("k", Map.of("topSpeed", "high")))
					.satisfies((ex) -> assertThat(ex.getViolations())
						.extracting((violation) -> violation.pointer() + " " + violation.rule())
						.containsExactly("/topSpeed type", " anyOf"));
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> events.sendMap("k", Map.of("batteryCapacity", "80", "fuelCapacity", "50")))
					.satisfies((ex) -> assertThat(ex.getViolations())
						.extracting((violation) -> violation.pointer() + " " + violation.rule())
						.containsExactly(" anyOf"));
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> events.sendTyped("k", Electric.class.getName(), ELECTRIC));
				assertThat(TestBroker.get().receive(this.prefix + "vehicle-topic", 3))
					.extracting((record) -> new String(record.value(), StandardCharsets.UTF_8),
							SpringwolfVehiclesTests::type)
					.containsExactly(
							tuple("{\"vehicleType\":\"VehicleElectricPayloadDto\",\"topSpeed\":200,"
									+ "\"enginePower\":{\"hp\":150,\"torque\":300},\"batteryCapacity\":80}", null),
							tuple("{\"fuelCapacity\":50}", null),
							tuple("{\"vehicleType\":\"VehicleGasolinePayloadDto\",\"topSpeed\":180,\"fuelCapacity\":50}",
									BASE));
			});
	}

	/**
	 * Spring's serializer writes the name of the class, unless it has another one for it.
	 */
	@ParameterizedTest
	@ValueSource(strings = "asyncapi.json")
	void receivesFromSpringsOwnProducer(String file) {
		RealDocumentsTests.application(yaml(file)).withBean(Vehicles.class).run((context) -> {
			assertThat(context).hasNotFailed();
			Vehicles listener = context.getBean(Vehicles.class);
			template(Map.of(JacksonJsonSerializer.TYPE_MAPPINGS, BASE + ":" + Electric.class.getName()))
				.send(this.prefix + "vehicle-topic", ELECTRIC)
				.get(30, TimeUnit.SECONDS);
			template(Map.of(JacksonJsonSerializer.ADD_TYPE_INFO_HEADERS, false))
				.send(this.prefix + "vehicle-topic", GASOLINE)
				.get(30, TimeUnit.SECONDS);
			assertThat(List.of(listener.next(), listener.next())).containsExactlyInAnyOrder(ELECTRIC, GASOLINE);
			template(Map.of()).send(this.prefix + "vehicle-topic", ELECTRIC).get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.prefix + "vehicle-topic-dlt", 1))
				.extracting(SpringwolfVehiclesTests::reason)
				.containsExactly("headers/__TypeId__ enum");
		});
	}

	private static KafkaTemplate<String, Object> template(Map<String, Object> properties) {
		Map<String, Object> configuration = new HashMap<>(properties);
		configuration.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.get().address());
		configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
		configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, JacksonJsonSerializer.class);
		return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(configuration));
	}

	private String yaml(String file) {
		return """
				spring:
				  application.name: %s
				  kafka:
				    bootstrap-servers: ${test.broker}
				    consumer.auto-offset-reset: earliest
				asyncapi-kafka:
				  location: %s
				  topic-prefix: %s
				""".formatted(this.prefix + "app", Corpus.document(Path.of(RESOURCES + file)).toUri(), this.prefix);
	}

	private void send(String value, @Nullable String type) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.prefix + "vehicle-topic", 0,
				"k".getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
		if (type != null) {
			record.headers().add("__TypeId__", type.getBytes(StandardCharsets.UTF_8));
		}
		TestBroker.get().send(record);
	}

	private static String reason(ConsumerRecord<?, ?> letter) {
		return text(letter, DeadLetterHeaders.PART) + text(letter, DeadLetterHeaders.POINTER) + " "
				+ text(letter, DeadLetterHeaders.RULE);
	}

	private static @Nullable String type(ConsumerRecord<?, ?> record) {
		return (record.headers().lastHeader("__TypeId__") != null) ? text(record, "__TypeId__") : null;
	}

	private static String text(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	record EnginePower(int hp, int torque) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "vehicleType")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Electric.class, name = "VehicleElectricPayloadDto"),
			@JsonSubTypes.Type(value = Gasoline.class, name = "VehicleGasolinePayloadDto") })
	@JsonInclude(JsonInclude.Include.NON_NULL)
	interface Vehicle {

	}

	record Electric(int topSpeed, @Nullable EnginePower enginePower, int batteryCapacity) implements Vehicle {

	}

	record Gasoline(int topSpeed, @Nullable EnginePower enginePower, int fuelCapacity) implements Vehicle {

	}

	static class Vehicles {

		private final BlockingQueue<Vehicle> received = new LinkedBlockingQueue<>();

		@ChannelListener("vehicle-topic")
		void vehicle(Vehicle payload) {
			this.received.add(payload);
		}

		Vehicle next() throws InterruptedException {
			return this.received.poll(30, TimeUnit.SECONDS);
		}

	}

	@ChannelProducer
	interface VehicleEvents {

		@Send("vehicle-topic")
		void send(@Key String key, Vehicle vehicle);

		@Send("vehicle-topic")
		void sendTyped(@Key String key, @Header("__TypeId__") String type, Vehicle vehicle);

		@Send("vehicle-topic")
		void sendMap(@Key String key, Map<String, Object> vehicle);

	}

	@ImportChannelProducers(VehicleEvents.class)
	static class Producers {

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.asyncapikafka.kafka.ChannelListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payloads that are interfaces and abstract classes: those of which the application's
 * mapper can never make a value stop the start-up, the others do not.
 */
class AbstractPayloadTests {

	private static final String THINGS = """
			asyncapi: 3.1.0
			info: { title: Things, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  things: { address: things, messages: { thing: { payload: {} } } }
			operations:
			  onThing:
			    action: receive
			    channel: { $ref: '#/channels/things' }
			    bindings: { kafka: { groupId: { const: things } } }
			""";

	private static final String SHAPES = """
			asyncapi: 3.1.0
			info: { title: Shapes, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  shapes:
			    address: shapes
			    messages:
			      circle: { payload: { required: [ radius ], properties: { radius: { type: number } } } }
			      square: { payload: { required: [ side ], properties: { side: { type: number } } } }
			operations:
			  onShape:
			    action: receive
			    channel: { $ref: '#/channels/shapes' }
			    bindings: { kafka: { groupId: { const: shapes } } }
			""";

	@Test
	void interfaceThatNothingMakes() {
		things(Interfaces.class).run((context) -> assertThat(context).getFailure()
			.hasMessageContaining(
					"AbstractPayloadTests.Interfaces.on cannot take the messages of 'onThing': JSON cannot "
							+ "be read as " + Thing.class.getTypeName()
							+ ", because Thing is abstract and nothing says which class " + "to make.")
			.hasMessageContaining("Change the type of the parameter, or the contract."));
	}

	@ParameterizedTest
	@ValueSource(classes = { AbstractClasses.class, Lists.class, Maps.class, Arrays.class, Optionals.class })
	void othersThatNothingMakes(Class<?> listener) {
		things(listener).run((context) -> assertThat(context).getFailure()
			.hasMessageContaining("is abstract and nothing says which class to make."));
	}

	@ParameterizedTest
	@ValueSource(classes = { Subtypes.class, As.class, Using.class, Factories.class, PlainMaps.class, Numbers.class,
			Texts.class })
	void typesThatTheirAnnotationsMake(Class<?> listener) {
		things(listener).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(classes = { Mappings.class, MixIns.class, Deserializers.class })
	void typesThatTheMapperKnows(Class<?> configuration) {
		things(Interfaces.class).withUserConfiguration(configuration)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void sealedInterfaceWhoseKindsAreMessages() {
		Contract.application(SHAPES).withBean(Shapes.class).run((context) -> assertThat(context).hasNotFailed());
	}

	private static ApplicationContextRunner things(Class<?> listener) {
		return Contract.application(THINGS).withBean(listener);
	}

	interface Thing {

		String getId();

	}

	record ThingRecord(String id) implements Thing {

		@Override
		public String getId() {
			return this.id;
		}

	}

	abstract static class AbstractThing {

		String id = "";

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes(@JsonSubTypes.Type(Car.class))
	interface Vehicle {

	}

	record Car(int seats) implements Vehicle {

	}

	@JsonDeserialize(as = Dog.class)
	interface Pet {

	}

	record Dog(String name) implements Pet {

	}

	@JsonDeserialize(using = PlantDeserializer.class)
	interface Plant {

	}

	static class PlantDeserializer extends ValueDeserializer<Plant> {

		@Override
		public Plant deserialize(JsonParser parser, DeserializationContext context) {
			parser.skipChildren();
			return new Plant() {
			};
		}

	}

	abstract static class Made {

		@JsonCreator
		static Made of(Map<String, String> members) {
			return new Made() {
			};
		}

	}

	sealed interface Shape permits Circle, Square {

	}

	record Circle(double radius) implements Shape {

	}

	record Square(double side) implements Shape {

	}

	static class Interfaces {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Thing thing) {
		}

	}

	static class AbstractClasses {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(AbstractThing thing) {
		}

	}

	static class Lists {

		@ChannelListener(value = "things", batch = "true", autoStartup = "false")
		void on(List<List<Thing>> things) {
		}

	}

	static class Maps {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Map<String, Thing> things) {
		}

	}

	static class Arrays {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Thing[] things) {
		}

	}

	static class Optionals {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Map<String, Optional<Thing>> things) {
		}

	}

	static class Subtypes {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Vehicle vehicle) {
		}

	}

	static class As {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Pet pet) {
		}

	}

	static class Using {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Plant plant) {
		}

	}

	static class Factories {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Made made) {
		}

	}

	static class PlainMaps {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Map<String, List<CharSequence>> map) {
		}

	}

	static class Numbers {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(Number number) {
		}

	}

	static class Texts {

		@ChannelListener(value = "things", autoStartup = "false")
		void on(CharSequence text) {
		}

	}

	static class Shapes {

		@ChannelListener(value = "shapes", autoStartup = "false")
		void on(Shape shape) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mappings {

		@Bean
		JacksonModule mappings() {
			return new SimpleModule("mappings").addAbstractTypeMapping(Thing.class, ThingRecord.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Deserializers {

		@Bean
		JacksonModule deserializers() {
			return new SimpleModule("deserializers").addDeserializer(Thing.class, new ValueDeserializer<Thing>() {

				@Override
				public Thing deserialize(JsonParser parser, DeserializationContext context) {
					parser.skipChildren();
					return new ThingRecord("");
				}

			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MixIns {

		@Bean
		JsonMapperBuilderCustomizer mixIns() {
			return (builder) -> builder.addMixIn(Thing.class, ThingMixIn.class);
		}

		@JsonDeserialize(as = ThingRecord.class)
		interface ThingMixIn {

		}

	}

}

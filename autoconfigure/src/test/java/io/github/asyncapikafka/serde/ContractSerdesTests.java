package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.ParameterizedTypeReference;

import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ContractSerdes}.
 */
class ContractSerdesTests {

	private static final Type ORDERS = new ParameterizedTypeReference<List<Order>>() {
	}.getType();

	private final Map<String, Serde<?>> beans = Map.of("orderSerde", Serdes.Long());

	private final ContractSerdes serdes = new ContractSerdes(JsonMapper.builder().build(), this.beans::get);

	@Test
	void objectIsWrittenAndReadAsJson() {
		byte[] bytes = serializer(SerdeFormat.JSON, false).serialize("orders", new Order("1", 2));
		assertThat(bytes).asString().isEqualTo("{\"id\":\"1\",\"items\":2}");
		assertThat(deserializer(SerdeFormat.JSON, false, Order.class).deserialize("orders", bytes))
			.isEqualTo(new Order("1", 2));
	}

	@Test
	void jsonIsReadAsAGenericType() {
		assertThat(deserializer(SerdeFormat.JSON, false, ORDERS).deserialize("orders",
				utf8("[ { \"id\": \"1\", \"items\": 2 } ]")))
			.isEqualTo(List.of(new Order("1", 2)));
	}

	@Test
	void stringIsJsonTextUnlessTheSchemaSaysOtherwise() {
		assertThat(serializer(SerdeFormat.JSON, false).serialize("orders", "{\"a\":1}")).asString()
			.isEqualTo("{\"a\":1}");
		assertThat(deserializer(SerdeFormat.JSON, false, String.class).deserialize("orders", utf8("{\"a\":1}")))
			.isEqualTo("{\"a\":1}");
	}

	@Test
	void stringIsAJsonValueIfTheSchemaSaysSo() {
		assertThat(serializer(SerdeFormat.JSON, true).serialize("orders", "say \"hi\"")).asString()
			.isEqualTo("\"say \\\"hi\\\"\"");
		assertThat(deserializer(SerdeFormat.JSON, true, String.class).deserialize("orders", utf8("\"hi\"")))
			.isEqualTo("hi");
	}

	@Test
	void bytesAreJsonAlready() {
		byte[] bytes = utf8("{}");
		assertThat(serializer(SerdeFormat.JSON, true).serialize("orders", bytes)).isSameAs(bytes);
		assertThat(deserializer(SerdeFormat.JSON, true, byte[].class).deserialize("orders", bytes)).isSameAs(bytes);
	}

	@Test
	void jsonThatDoesNotFitTheTypeIsRefused() {
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> deserializer(SerdeFormat.JSON, false, Order.class).deserialize("orders", utf8("[")))
			.withMessageStartingWith("Cannot read the JSON as " + Order.class.getName());
	}

	@Test
	void objectThatIsNoJsonIsRefused() {
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> serializer(SerdeFormat.JSON, false).serialize("orders", new Endless()))
			.withMessage("Cannot write " + Endless.class.getName() + " as JSON");
	}

	@Test
	void membersOfAKeyAreSortedAtEveryDepth() {
		Map<String, Object> nested = new LinkedHashMap<>();
		nested.put("z", List.of(new Key("x", 1.5, null)));
		nested.put("B", new Key("y", 2, Map.of()));
		Map<String, Object> key = new LinkedHashMap<>();
		key.put("b", nested);
		key.put("a", new BigDecimal("1.50"));
		String json = "{\"a\":1.5,\"b\":{\"B\":{\"amount\":2,\"id\":\"y\",\"more\":{}},"
				+ "\"z\":[{\"amount\":1.5,\"id\":\"x\",\"more\":null}]}}";
		assertThat(key(key)).isEqualTo(json);
		assertThat(key(new Key("x", 1, nested))).startsWith("{\"amount\":1,\"id\":\"x\",\"more\":{\"B\":");
		ObjectNode tree = JsonNodeFactory.instance.objectNode().put("b", 1).put("a", 2);
		assertThat(key(tree.putNull("0"))).isEqualTo("{\"0\":null,\"a\":2,\"b\":1}");
		assertThat(tree.propertyNames()).containsExactly("b", "a", "0");
	}

	@Test
	void equalNumbersOfAKeyAreEqualBytes() {
		for (Number number : List.of(1, 1L, 1.0, 1f, new BigDecimal("1.00"), new BigDecimal("10E-1"), BigInteger.ONE)) {
			assertThat(key(Map.of("n", number))).isEqualTo("{\"n\":1}");
			assertThat(text(number)).isEqualTo("1");
		}
		for (Number number : List.of(0.1f, 0.1, new BigDecimal("0.10"))) {
			assertThat(key(List.of(number))).isEqualTo("[0.1]");
			assertThat(text(number)).isEqualTo("0.1");
		}
		assertThat(key(List.of(0.0, -0.0, new BigDecimal("0E+2147483647")))).isEqualTo("[0,0,0]");
		assertThat(key(List.of(1e20, new BigDecimal("1E+999"))))
			.isEqualTo("[1" + "0".repeat(20) + ",1" + "0".repeat(999) + "]");
		assertThat(key(List.of(new BigDecimal("1E+2147483647"), Double.NaN))).isEqualTo("[1E+2147483647,\"NaN\"]");
		assertThat(text(new BigDecimal("1E+2147483647"))).isEqualTo("1E+2147483647");
	}

	@Test
	void keyIsWrittenAsTheApplicationWritesJson() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
			.build();
		Serializer<Object> serializer = new ContractSerdes(mapper, this.beans::get)
			.keySerializer(choice(SerdeFormat.JSON), StringSerializer::new);
		assertThat(serializer.serialize("orders", new OrderKey(1, null))).asString().isEqualTo("{\"order_id\":1}");
	}

	@Test
	void keyThatIsJsonAlreadyIsNotWrittenAgain() {
		assertThat(key("{\"b\":1,\"a\":2}")).isEqualTo("{\"b\":1,\"a\":2}");
		assertThat(key(utf8("[ 1 ]"))).isEqualTo("[ 1 ]");
	}

	@Test
	void membersOfAPayloadStayInTheirOrder() {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("b", 1);
		payload.put("a", 2);
		assertThat(serializer(SerdeFormat.JSON, false).serialize("orders", payload)).asString()
			.isEqualTo("{\"b\":1,\"a\":2}");
	}

	@Test
	void keyIsReadAsJson() {
		Deserializer<Object> deserializer = this.serdes.keyDeserializer(choice(SerdeFormat.JSON), Order.class,
				StringDeserializer::new);
		assertThat(deserializer.deserialize("orders", utf8("{\"id\":\"1\",\"items\":2}"))).isEqualTo(new Order("1", 2));
	}

	@Test
	void textIsWrittenInUtf8() {
		UUID uuid = UUID.randomUUID();
		assertThat(text("größe")).isEqualTo("größe");
		assertThat(text(42)).isEqualTo("42");
		assertThat(text(true)).isEqualTo("true");
		assertThat(text(uuid)).isEqualTo(uuid.toString());
		assertThat(text(TimeUnit.DAYS)).isEqualTo("DAYS");
		assertThat(text(new StringBuilder("built"))).isEqualTo("built");
		assertThat(text(utf8("bytes"))).isEqualTo("bytes");
	}

	@Test
	void textIsReadAsWhatTheApplicationWants() {
		UUID uuid = UUID.randomUUID();
		assertThat(read(SerdeFormat.TEXT, String.class, utf8("größe"))).isEqualTo("größe");
		assertThat(read(SerdeFormat.TEXT, Object.class, utf8("object"))).isEqualTo("object");
		assertThat(read(SerdeFormat.TEXT, CharSequence.class, utf8("chars"))).isEqualTo("chars");
		assertThat(read(SerdeFormat.TEXT, UUID.class, utf8(uuid.toString()))).isEqualTo(uuid);
		assertThat(read(SerdeFormat.TEXT, TimeUnit.class, utf8("DAYS"))).isEqualTo(TimeUnit.DAYS);
		assertThat(read(SerdeFormat.TEXT, byte[].class, utf8("bytes"))).isEqualTo(utf8("bytes"));
	}

	@Test
	void textThatIsNoConstantIsRefused() {
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> read(SerdeFormat.TEXT, TimeUnit.class, utf8("YEARS")))
			.withMessage("The text is no constant of java.util.concurrent.TimeUnit");
	}

	@Test
	void textThatIsNoUuidIsRefused() {
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> read(SerdeFormat.TEXT, UUID.class, utf8("42")))
			.withMessage("The text is no UUID");
	}

	@Test
	void objectIsNoText() {
		assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> text(new Order("1", 2)))
			.withMessage(Order.class.getName() + " cannot be written as text");
		assertThatIllegalArgumentException().isThrownBy(() -> deserializer(SerdeFormat.TEXT, false, Order.class))
			.withMessage("text cannot be read as " + Order.class.getName());
	}

	@Test
	void bytesStayAsTheyAre() {
		byte[] bytes = { 1, 2, 3 };
		assertThat(write(SerdeFormat.BINARY, bytes)).isSameAs(bytes);
		assertThat(read(SerdeFormat.BINARY, byte[].class, bytes)).isSameAs(bytes);
		assertThat(read(SerdeFormat.BINARY, Object.class, bytes)).isSameAs(bytes);
		assertThat(read(SerdeFormat.BINARY, ByteBuffer.class, bytes)).isEqualTo(ByteBuffer.wrap(bytes));
	}

	@ParameterizedTest
	@EnumSource(names = { "BINARY", "PASS_THROUGH" })
	void bytesCanBeThoseOfKafka(SerdeFormat format) {
		byte[] bytes = { 1, 2, 3 };
		assertThat(write(format, Bytes.wrap(bytes))).isSameAs(bytes);
		assertThat(read(format, Bytes.class, bytes)).isEqualTo(Bytes.wrap(bytes));
		assertThat(read(format, byte[].class, bytes)).isSameAs(bytes);
	}

	@Test
	void bytesThatPassThroughCanBeText() {
		assertThat(write(SerdeFormat.PASS_THROUGH, "ä")).isEqualTo(utf8("ä"));
		assertThat(read(SerdeFormat.PASS_THROUGH, String.class, utf8("ä"))).isEqualTo("ä");
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> read(SerdeFormat.PASS_THROUGH, String.class, new byte[] { (byte) 0xff }))
			.withMessage("The bytes are no text in UTF-8");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ContractSerdes.checkReadable(choice(SerdeFormat.PASS_THROUGH), Order.class))
			.withMessage("bytes cannot be read as " + Order.class.getName());
	}

	@Test
	void restOfABufferIsWrittenAndNotConsumed() {
		ByteBuffer buffer = ByteBuffer.wrap(new byte[] { 1, 2, 3 }).position(1);
		assertThat(write(SerdeFormat.BINARY, buffer)).containsExactly(2, 3);
		assertThat(buffer.remaining()).isEqualTo(2);
	}

	@Test
	void stringIsNotBinary() {
		assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> write(SerdeFormat.BINARY, "text"))
			.withMessage("java.lang.String cannot be written as bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> deserializer(SerdeFormat.BINARY, false, String.class))
			.withMessage("bytes cannot be read as java.lang.String");
	}

	@Test
	void numbersAreWrittenAsKafkaDoes() {
		assertThat(write(SerdeFormat.INT32, 1)).containsExactly(0, 0, 0, 1);
		assertThat(write(SerdeFormat.INT32, 1L)).containsExactly(0, 0, 0, 1);
		assertThat(write(SerdeFormat.INT64, (short) 1)).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
		assertThat(write(SerdeFormat.FLOAT, 1.0f)).containsExactly(0x3F, 0x80, 0, 0);
		assertThat(write(SerdeFormat.DOUBLE, 1.0f)).containsExactly(0x3F, 0xF0, 0, 0, 0, 0, 0, 0);
		assertThat(write(SerdeFormat.BOOLEAN, true)).containsExactly(1);
	}

	@Test
	void integersAreNumbersToo() {
		assertThat(write(SerdeFormat.DOUBLE, 3)).isEqualTo(new DoubleSerializer().serialize("", 3d));
		assertThat(write(SerdeFormat.DOUBLE, 1L << 53)).isEqualTo(new DoubleSerializer().serialize("", 0x1p53));
		for (long number : new long[] { (1L << 53) + 1, Long.MAX_VALUE }) {
			assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> write(SerdeFormat.DOUBLE, number))
				.withMessage("The number does not fit into a double");
		}
	}

	@Test
	void numbersAreReadAsWhatTheApplicationWants() {
		assertThat(read(SerdeFormat.INT32, int.class, write(SerdeFormat.INT32, 7))).isEqualTo(7);
		assertThat(read(SerdeFormat.INT32, long.class, write(SerdeFormat.INT32, 7))).isEqualTo(7L);
		assertThat(read(SerdeFormat.INT64, Integer.class, write(SerdeFormat.INT64, 7))).isEqualTo(7);
		assertThat(read(SerdeFormat.INT64, Number.class, write(SerdeFormat.INT64, 7))).isEqualTo(7L);
		assertThat(read(SerdeFormat.FLOAT, float.class, write(SerdeFormat.FLOAT, 7f))).isEqualTo(7f);
		assertThat(read(SerdeFormat.FLOAT, Double.class, write(SerdeFormat.FLOAT, 7.5f))).isEqualTo(7.5);
		assertThat(read(SerdeFormat.DOUBLE, Object.class, write(SerdeFormat.DOUBLE, 7d))).isEqualTo(7d);
		assertThat(read(SerdeFormat.BOOLEAN, boolean.class, write(SerdeFormat.BOOLEAN, true))).isEqualTo(true);
		assertThat(read(SerdeFormat.INT32, byte[].class, write(SerdeFormat.INT32, 7)))
			.isEqualTo(new byte[] { 0, 0, 0, 7 });
	}

	@Test
	void numberThatDoesNotFitIsRefused() {
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> write(SerdeFormat.INT32, Long.MAX_VALUE))
			.withMessage("The number does not fit into 4 bytes");
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> read(SerdeFormat.INT64, int.class, write(SerdeFormat.INT64, Long.MAX_VALUE)))
			.withMessage("The number does not fit into 4 bytes");
	}

	@Test
	void numberOfTheWrongLengthIsRefused() {
		assertThatExceptionOfType(SerializationException.class)
			.isThrownBy(() -> read(SerdeFormat.INT32, int.class, new byte[3]));
	}

	@Test
	void numberIsNotReadAsText() {
		assertThatIllegalArgumentException().isThrownBy(() -> deserializer(SerdeFormat.INT64, false, String.class))
			.withMessage("INT64 cannot be read as java.lang.String");
		assertThatIllegalArgumentException().isThrownBy(() -> deserializer(SerdeFormat.INT32, false, char.class))
			.withMessage("INT32 cannot be read as char");
		assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> write(SerdeFormat.INT64, "7"))
			.withMessage("java.lang.String cannot be written as INT64");
	}

	@ParameterizedTest
	@EnumSource(names = { "JSON", "TEXT", "BINARY", "PASS_THROUGH", "INT32", "INT64", "FLOAT", "DOUBLE", "BOOLEAN" })
	void nullStaysNull(SerdeFormat format) {
		assertThat(write(format, null)).isNull();
		assertThat(read(format, Object.class, null)).isNull();
	}

	@Test
	void springIsAskedOnlyIfItDecides() {
		StringSerializer serializer = new StringSerializer();
		StringDeserializer deserializer = new StringDeserializer();
		assertThat((Object) this.serdes.payloadSerializer(choice(SerdeFormat.SPRING), false, () -> serializer))
			.isSameAs(serializer);
		assertThat((Object) this.serdes.payloadDeserializer(choice(SerdeFormat.SPRING), false, String.class,
				() -> deserializer))
			.isSameAs(deserializer);
	}

	@Test
	void beanIsLookedUpByItsName() {
		SerdeChoice choice = new SerdeChoice(SerdeFormat.BEAN, "orderSerde");
		byte[] bytes = this.serdes.payloadSerializer(choice, false, StringSerializer::new).serialize("orders", 1L);
		assertThat(bytes).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
		assertThat(
				this.serdes.keyDeserializer(choice, Long.class, StringDeserializer::new).deserialize("orders", bytes))
			.isEqualTo(1L);
	}

	@Test
	void typeIsCheckedWithoutARecord() {
		ContractSerdes.checkReadable(choice(SerdeFormat.TEXT), String.class);
		ContractSerdes.checkReadable(choice(SerdeFormat.JSON), Order.class);
		ContractSerdes.checkReadable(choice(SerdeFormat.SPRING), Order.class);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ContractSerdes.checkReadable(choice(SerdeFormat.DOUBLE), Order.class))
			.withMessage("DOUBLE cannot be read as " + Order.class.getName());
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ContractSerdes.checkReadable(choice(SerdeFormat.BINARY), Order.class))
			.withMessage("bytes cannot be read as " + Order.class.getName());
	}

	@Test
	void serializerIsCreatedAndConfiguredAsKafkaDoes() {
		Map<String, Object> configuration = Map.of("key.serializer.encoding", "UTF-16BE");
		byte[] utf16 = "a".getBytes(StandardCharsets.UTF_16BE);
		assertThat(ContractSerdes.configured(StringSerializer.class, Serializer.class, configuration, true))
			.extracting((serializer) -> ((StringSerializer) serializer).serialize("orders", "a"))
			.isEqualTo(utf16);
		assertThat(ContractSerdes.configured(StringSerializer.class.getName(), Serializer.class, configuration, false))
			.extracting((serializer) -> ((StringSerializer) serializer).serialize("orders", "a"))
			.isEqualTo(utf8("a"));
		StringDeserializer instance = new StringDeserializer();
		assertThat(ContractSerdes.configured(instance, Deserializer.class, Map.of(), false)).isSameAs(instance);
	}

	@Test
	void serializerThatDoesNotExistIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ContractSerdes.configured("com.example.Missing", Serializer.class, Map.of(), false))
			.withMessage("There is no class com.example.Missing");
	}

	private String key(Object key) {
		return new String(
				this.serdes.keySerializer(choice(SerdeFormat.JSON), StringSerializer::new).serialize("orders", key),
				StandardCharsets.UTF_8);
	}

	private String text(Object data) {
		return new String(write(SerdeFormat.TEXT, data), StandardCharsets.UTF_8);
	}

	private byte[] write(SerdeFormat format, Object data) {
		return serializer(format, false).serialize("orders", data);
	}

	private Object read(SerdeFormat format, Type type, byte[] data) {
		return deserializer(format, false, type).deserialize("orders", data);
	}

	private Serializer<Object> serializer(SerdeFormat format, boolean textPayload) {
		return this.serdes.payloadSerializer(choice(format), textPayload, () -> {
			throw new IllegalStateException("Spring was asked");
		});
	}

	private Deserializer<Object> deserializer(SerdeFormat format, boolean textPayload, Type type) {
		return this.serdes.payloadDeserializer(choice(format), textPayload, type, () -> {
			throw new IllegalStateException("Spring was asked");
		});
	}

	private static SerdeChoice choice(SerdeFormat format) {
		return new SerdeChoice(format, null);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	record Order(String id, int items) {
	}

	@JsonPropertyOrder({ "more", "id", "amount" })
	record Key(String id, double amount, Map<String, Object> more) {
	}

	record OrderKey(int orderId, String tenant) {
	}

	public static final class Endless {

		public Endless getSelf() {
			return this;
		}

	}

}

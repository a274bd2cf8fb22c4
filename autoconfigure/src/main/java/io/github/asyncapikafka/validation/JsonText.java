package io.github.asyncapikafka.validation;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ValueNode;

/**
 * Reads JSON text for checks: strictly, and with exact numbers.
 */
final class JsonText {

	/** Far beyond every number that means something, and cheap to calculate with. */
	private static final int MAX_SCALE = 10_000;

	/** Stands in a string for bytes that are no character. */
	private static final char REPLACEMENT = '\uFFFD';

	/**
	 * What goes beyond breaks the contract. The size of the whole text is bounded before,
	 * and with it that of strings.
	 */
	private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(500)
		.maxNumberLength(1_000)
		.maxNameLength(50_000)
		.maxStringLength(Integer.MAX_VALUE)
		.build();

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.nodeFactory(new ExactNodeFactory())
		.build();

	private JsonText() {
	}

	/**
	 * Read JSON text.
	 * @param text the text in UTF-8, with or without byte order mark
	 * @param location the place of the schema, for violations
	 * @throws UnreadableException if it is no such text
	 */
	static JsonNode read(byte[] text, Location location) {
		boolean ascii = isAscii(text);
		String decoded = ascii ? "" : decode(text, location);
		try {
			JsonNode node = ascii ? MAPPER.readTree(text) : MAPPER.readTree(decoded);
			if (node.isMissingNode()) {
				throw new UnreadableException("", "json", "JSON text", location);
			}
			return node;
		}
		catch (AbsurdNumberException | NumberFormatException ex) {
			throw absurdNumber(text, location);
		}
		catch (StreamConstraintsException ex) {
			throw new UnreadableException("", "json", "JSON text within limits of depth and length", location);
		}
		catch (JacksonException ex) {
			if (ex.getCause() instanceof AbsurdNumberException) {
				throw absurdNumber(text, location);
			}
			throw new UnreadableException("", "json", "JSON text", location);
		}
	}

	private static UnreadableException absurdNumber(byte[] text, Location location) {
		return new UnreadableException(pointerToAbsurdNumber(decode(text, location)), "number",
				"number: at most " + MAX_SCALE + " digits before or behind the point", location);
	}

	/**
	 * Return whether all bytes are characters. Then they need not be decoded first; a
	 * parser of bytes would take others for another encoding, or overlook that they are
	 * none.
	 */
	private static boolean isAscii(byte[] text) {
		for (byte b : text) {
			if (b <= 0) {
				return false;
			}
		}
		return true;
	}

	private static String decode(byte[] text, Location location) {
		boolean marked = text.length >= 3 && (text[0] & 0xFF) == 0xEF && (text[1] & 0xFF) == 0xBB
				&& (text[2] & 0xFF) == 0xBF;
		int start = marked ? 3 : 0;
		String decoded = new String(text, start, text.length - start, StandardCharsets.UTF_8);
		if (decoded.indexOf(REPLACEMENT) < 0) {
			return decoded;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(text, start, text.length - start))
				.toString();
		}
		catch (CharacterCodingException ex) {
			throw new UnreadableException("", "json", "JSON text in UTF-8", location);
		}
	}

	private static String pointerToAbsurdNumber(String text) {
		try (JsonParser parser = MAPPER.createParser(text)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token == JsonToken.VALUE_NUMBER_FLOAT && isAbsurd(parser)) {
					return parser.streamReadContext().pathAsPointer().toString();
				}
			}
		}
		catch (JacksonException ex) {
			return "";
		}
		return "";
	}

	/**
	 * Return a value that was no JSON text.
	 * @throws UnreadableException if it is no number that JSON can have
	 */
	static JsonNode of(Object value, Location location) {
		if (value instanceof Double || value instanceof Float) {
			double number = ((Number) value).doubleValue();
			if (Double.isNaN(number) || Double.isInfinite(number)) {
				throw new UnreadableException("", "number", "number: a finite one", location);
			}
			return MAPPER.getNodeFactory().numberNode(new BigDecimal(value.toString()));
		}
		return MAPPER.valueToTree(value);
	}

	/**
	 * Return the value at a place, without reading more of the text than is needed.
	 * @param text the text in UTF-8
	 * @param path the names of the members that lead to it
	 * @return the {@link String}, {@link BigDecimal} or {@link Boolean}, or {@code null}
	 * if nothing of that kind is there, or a number that nobody can calculate with, or
	 * the text cannot be read
	 */
	static @Nullable Object scalar(byte[] text, List<String> path) {
		try (JsonParser parser = MAPPER.createParser(text)) {
			int depth = 0;
			JsonToken token = parser.nextToken();
			while (token == JsonToken.START_OBJECT && depth < path.size()) {
				token = member(parser, path.get(depth));
				depth++;
			}
			return (token != null && depth == path.size()) ? scalar(parser, token) : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable JsonToken member(JsonParser parser, String name) {
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			boolean found = parser.currentName().equals(name);
			JsonToken value = parser.nextToken();
			if (found) {
				return value;
			}
			parser.skipChildren();
		}
		return null;
	}

	private static @Nullable Object scalar(JsonParser parser, JsonToken token) {
		return switch (token) {
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> isAbsurd(parser) ? null : parser.getDecimalValue();
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			default -> null;
		};
	}

	static JsonNode nullNode() {
		return MAPPER.getNodeFactory().nullNode();
	}

	/**
	 * Return the definition of a schema.
	 */
	static JsonNode tree(Object definition) {
		return MAPPER.valueToTree(definition);
	}

	private static boolean isAbsurd(JsonParser parser) {
		try {
			return isAbsurd(parser.getDecimalValue());
		}
		catch (NumberFormatException ex) {
			// The exponent does not even fit into an int.
			return true;
		}
	}

	private static boolean isAbsurd(BigDecimal value) {
		return Math.abs((long) value.scale()) > MAX_SCALE;
	}

	/**
	 * Keeps numbers as they are, and refuses those that nobody can calculate with.
	 */
	private static final class ExactNodeFactory extends JsonNodeFactory {

		@Override
		public ValueNode numberNode(BigDecimal value) {
			if (value != null && isAbsurd(value)) {
				throw new AbsurdNumberException();
			}
			return super.numberNode(value);
		}

	}

	private static final class AbsurdNumberException extends RuntimeException {

	}

	/**
	 * Thrown if there is no value that could be checked.
	 */
	static final class UnreadableException extends RuntimeException {

		private final transient SchemaViolation violation;

		UnreadableException(String pointer, String rule, String expectation, Location location) {
			super(expectation, null, false, false);
			this.violation = new SchemaViolation(pointer, rule, expectation, location);
		}

		List<SchemaViolation> violations() {
			return List.of(this.violation);
		}

	}

}

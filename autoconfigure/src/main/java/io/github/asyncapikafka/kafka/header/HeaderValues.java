package io.github.asyncapikafka.kafka.header;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import io.github.asyncapikafka.validation.SchemaCheck;
import io.github.asyncapikafka.validation.TextType;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one record as the members of one JSON object.
 */
final class HeaderValues {

	private final @Nullable SchemaCheck json;

	private final StringBuilder text = new StringBuilder("{");

	private final Set<String> ambiguous = new HashSet<>();

	/**
	 * Create an instance.
	 * @param json finds out whether a text is JSON, or {@code null} if no header can be
	 */
	HeaderValues(@Nullable SchemaCheck json) {
		this.json = json;
	}

	/**
	 * Add a header.
	 * @param string whether its text is a string if it can be one
	 * @return {@code false} if its bytes are no text
	 */
	boolean add(String name, TextType type, byte @Nullable [] value, boolean string) {
		String decoded;
		try {
			decoded = (value == null) ? null : type.isBinary() ? new String(value, StandardCharsets.ISO_8859_1)
					: StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
		}
		catch (CharacterCodingException ex) {
			return false;
		}
		if (this.text.length() > 1) {
			this.text.append(',');
		}
		HeaderText.quote(name, this.text);
		this.text.append(':');
		append(name, type, decoded, string);
		return true;
	}

	private void append(String name, TextType type, @Nullable String value, boolean string) {
		if (value == null) {
			this.text.append("null");
			return;
		}
		boolean other = (!string || !type.isString()) && (type.isScalar(value) || isStructure(type, value));
		if (!other) {
			HeaderText.quote(value, this.text);
			return;
		}
		if (type.isString()) {
			this.ambiguous.add(name);
		}
		this.text.append(value);
	}

	private boolean isStructure(TextType type, String value) {
		return this.json != null && type.isStructure(value)
				&& this.json.json(value.getBytes(StandardCharsets.UTF_8)).isEmpty();
	}

	/**
	 * Return the names of the headers whose text is no string here, but could be one.
	 */
	Set<String> ambiguous() {
		return this.ambiguous;
	}

	byte[] json() {
		return (this.text + "}").getBytes(StandardCharsets.UTF_8);
	}

}

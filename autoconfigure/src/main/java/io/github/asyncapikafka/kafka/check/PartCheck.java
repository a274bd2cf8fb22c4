package io.github.asyncapikafka.kafka.check;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.SchemaCheck;
import io.github.asyncapikafka.validation.SchemaViolation;
import io.github.asyncapikafka.validation.TextType;
import org.jspecify.annotations.Nullable;

/**
 * Checks the bytes of a key or a payload: turns them into the value that the schema is
 * about.
 *
 * @param check the check of the value
 * @param format how the value became bytes
 * @param spelled what a value that is text can spell
 * @param schema the schema
 */
record PartCheck(SchemaCheck check, SerdeFormat format, TextType spelled, Schema schema) {

	private static final String ENCODING = "encoding";

	/**
	 * Check the bytes. A checker of the application may fail; the record is refused then,
	 * because an exception here would take all records that came with it away.
	 */
	List<SchemaViolation> violations(byte @Nullable [] data) {
		try {
			return found(data);
		}
		catch (RuntimeException | Error ex) {
			return List.of(new SchemaViolation("", "error", "a value that can be checked", this.schema.location()));
		}
	}

	/**
	 * Return whether there are no violations, without finding out which.
	 */
	boolean fits(byte @Nullable [] data) {
		if (data == null || this.format != SerdeFormat.JSON) {
			return violations(data).isEmpty();
		}
		try {
			return this.check.fits(data);
		}
		catch (RuntimeException | Error ex) {
			return false;
		}
	}

	private List<SchemaViolation> found(byte @Nullable [] data) {
		if (data == null) {
			return this.check.value(null);
		}
		return switch (this.format) {
			case JSON -> this.check.json(data);
			case TEXT -> text(data);
			case INT32 -> (data.length == 4) ? this.check.value(ByteBuffer.wrap(data).getInt()) : not("4 bytes");
			case INT64 -> (data.length == 8) ? this.check.value(ByteBuffer.wrap(data).getLong()) : not("8 bytes");
			case FLOAT -> (data.length == 4) ? this.check.value(ByteBuffer.wrap(data).getFloat()) : not("4 bytes");
			case DOUBLE -> (data.length == 8) ? this.check.value(ByteBuffer.wrap(data).getDouble()) : not("8 bytes");
			case BOOLEAN -> (data.length == 1 && (data[0] == 0 || data[0] == 1)) ? this.check.value(data[0] == 1)
					: not("1 byte that is 0 or 1");
			case BINARY, PASS_THROUGH, SPRING, BEAN -> List.of();
		};
	}

	private List<SchemaViolation> text(byte[] data) {
		String text;
		try {
			text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
		}
		catch (CharacterCodingException ex) {
			return not("text in UTF-8");
		}
		if (!this.spelled.isScalar(text) && !this.spelled.isStructure(text)) {
			return this.check.value(text);
		}
		List<SchemaViolation> violations = this.check.json(data);
		return (!violations.isEmpty() && this.spelled.isString() && this.check.value(text).isEmpty()) ? List.of()
				: violations;
	}

	private List<SchemaViolation> not(String expectation) {
		return List.of(new SchemaViolation("", ENCODING, expectation, this.schema.location()));
	}

}

package io.github.asyncapikafka.kafka.header;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.asyncapikafka.binding.address.MessageLocation;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.RuntimeExpression;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.jspecify.annotations.Nullable;

/**
 * Generates the correlation ids of a message that has them in a header (Correlation ID
 * Object), in a form that the schema of the headers allows.
 */
final class GeneratedId {

	private static final String RULE = "correlationId";

	/** The largest number up to which JavaScript, too, knows each one. */
	private static final long MAX_NUMBER = (1L << 53) - 1;

	private static final int SAMPLES = 16;

	private static final List<Supplier<Object>> FORMS = List.of(() -> UUID.randomUUID().toString(),
			() -> UUID.randomUUID().toString().replace("-", ""),
			() -> UUID.randomUUID().toString().substring(19).replace("-", ""),
			() -> ThreadLocalRandom.current().nextLong(1, MAX_NUMBER),
			() -> ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));

	private final MessageLocation place;

	private final String header;

	private final @Nullable Supplier<Object> form;

	private final Violation missing;

	private GeneratedId(Message message, RuntimeExpression expression, MessageLocation place, String header,
			@Nullable HeadersCheck check) {
		this.place = place;
		this.header = header;
		this.form = (check == null) ? FORMS.get(0)
				: FORMS.stream().filter((form) -> isAllowed(form, check)).findFirst().orElse(null);
		this.missing = new Violation(Part.HEADERS, message.id(), HeadersCheck.pointer(header) + place.pointer(), RULE,
				RULE + ": one that the sender gives, as none can be generated for its schema", expression.location());
	}

	/**
	 * Create an instance.
	 * @param check the check of the message's headers, or {@code null} if there is none
	 * @return the generator, or {@code null} if no header has a correlation id
	 */
	static @Nullable GeneratedId of(Message message, @Nullable HeadersCheck check) {
		RuntimeExpression expression = message.correlationId();
		MessageLocation place = (expression != null) ? MessageLocation.of(expression.expression()).orElse(null) : null;
		return (expression == null || place == null || place.header() == null) ? null
				: new GeneratedId(message, expression, place, place.header(), check);
	}

	private boolean isAllowed(Supplier<Object> form, HeadersCheck check) {
		return IntStream.range(0, SAMPLES).allMatch((sample) -> check.allows(this.header, bytes(form.get())));
	}

	/**
	 * Return the name of the header that has the id.
	 */
	String header() {
		return this.header;
	}

	/**
	 * Return an id, or the JSON that has it where the header is an object.
	 * @return the bytes of the header, or {@code null} if the schema allows nothing that
	 * can be generated
	 */
	byte @Nullable [] next() {
		return (this.form != null) ? bytes(this.form.get()) : null;
	}

	/**
	 * Return what is wrong with a record for which no id can be generated.
	 */
	Violation missing() {
		return this.missing;
	}

	private byte[] bytes(Object id) {
		return HeaderText.nested(this.place.pointer(), id).getBytes(StandardCharsets.UTF_8);
	}

}

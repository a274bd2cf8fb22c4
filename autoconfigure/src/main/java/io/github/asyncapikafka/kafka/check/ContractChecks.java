package io.github.asyncapikafka.kafka.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.header.HeadersCheck;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.InvalidSchemaException;
import io.github.asyncapikafka.validation.SchemaValidator;
import org.jspecify.annotations.Nullable;

/**
 * The checks of all operations. Schemas are prepared once, whoever needs them.
 */
public final class ContractChecks {

	private final SchemaValidator validator;

	private final Map<KafkaMessage, MessageCheck> checks = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param validator prepares the checks of schemas
	 */
	public ContractChecks(SchemaValidator validator) {
		this.validator = validator;
	}

	/**
	 * Return the check of records to send.
	 * @param operation the operation
	 * @param messages those of its messages that a record can be
	 * @return the check
	 * @throws InvalidSchemaException if a schema cannot be used for checks
	 */
	public RecordCheck of(KafkaOperation operation, Collection<KafkaMessage> messages) {
		Enforcement enforcement = operation.enforcement().value();
		boolean compacted = operation.channel().isCompacted();
		List<Candidate> candidates = (enforcement == Enforcement.OFF) ? List.of()
				: messages.stream().map((message) -> new Candidate(message, check(message), true, compacted)).toList();
		return new RecordCheck(operation, enforcement, new MessageSelector(operation, candidates));
	}

	/**
	 * Return the check of received records, which can be any message of the channel.
	 * @param operation the operation
	 * @param checked whether records are to be checked, and not only told apart
	 * @return the check
	 * @throws InvalidSchemaException if a schema cannot be used for checks
	 */
	public RecordCheck received(KafkaOperation operation, boolean checked) {
		Enforcement enforcement = checked ? operation.enforcement().value() : Enforcement.OFF;
		boolean compacted = operation.channel().isCompacted();
		List<Candidate> candidates = new ArrayList<>();
		operation.messages()
			.forEach((message) -> candidates.add(new Candidate(message,
					(enforcement != Enforcement.OFF) ? check(message) : checkIfPossible(message), true, compacted)));
		operation.otherMessages()
			.forEach((message) -> candidates.add(new Candidate(message, checkIfPossible(message), false, compacted)));
		return new RecordCheck(operation, enforcement, new MessageSelector(operation, candidates));
	}

	/**
	 * Return the check of a message that nobody needs to be correct.
	 */
	private @Nullable MessageCheck checkIfPossible(KafkaMessage message) {
		try {
			return message.problems().isEmpty() ? check(message) : null;
		}
		catch (InvalidSchemaException ex) {
			return null;
		}
	}

	private MessageCheck check(KafkaMessage message) {
		MessageCheck check = this.checks.get(message);
		if (check == null) {
			check = MessageCheck.of(message, this.validator);
			this.checks.put(message, check);
		}
		return check;
	}

	/**
	 * Return the check of a message's headers.
	 * @param operation the operation that the message belongs to
	 * @param message the message
	 * @return the check, or {@code null} if they are not checked
	 * @throws InvalidSchemaException if a schema cannot be used for checks
	 */
	public @Nullable HeadersCheck headers(KafkaOperation operation, KafkaMessage message) {
		return (operation.enforcement().value() != Enforcement.OFF) ? check(message).headers() : null;
	}

	/**
	 * Report which schemas of an operation cannot be used for checks.
	 * @param operation the operation
	 * @param problems where the problems are added
	 */
	public void check(KafkaOperation operation, Problems problems) {
		if (operation.enforcement().value() == Enforcement.OFF) {
			return;
		}
		operation.messages().forEach((message) -> {
			try {
				check(message);
			}
			catch (InvalidSchemaException ex) {
				problems.addAll(ex.getProblems());
			}
		});
	}

	/**
	 * Return what is wrong with the examples of an operation's messages and of their
	 * schemas.
	 * @param operation the operation
	 * @return problems that nobody has to correct, empty if all examples fit
	 */
	public List<Problem> examples(KafkaOperation operation) {
		if (operation.enforcement().value() == Enforcement.OFF) {
			return List.of();
		}
		List<Problem> problems = new ArrayList<>();
		operation.messages().forEach((message) -> {
			PartCheck payload = check(message).payload();
			problems.addAll(new ExampleCheck(this.validator).check(message.message(),
					(payload != null) ? payload.check() : null));
		});
		return problems;
	}

	/**
	 * Return what of an operation is not checked although it has a schema, because only
	 * the application knows what its bytes mean.
	 * @param operation the operation
	 * @return phrases for the log, empty if everything is checked
	 */
	public Set<String> unchecked(KafkaOperation operation) {
		Set<String> phrases = new LinkedHashSet<>();
		if (operation.enforcement().value() == Enforcement.OFF) {
			return phrases;
		}
		for (KafkaMessage message : operation.messages()) {
			if (MessageCheck.isOpaque(message.keySchema(), message.key().value())) {
				phrases.add(phrase("key", message, message.key().value(), message.key().source().toString()));
			}
			Schema headers = message.message().headers();
			if (headers != null && (headers.elsewhere() != null || (message.payload() != null
					&& MessageCheck.isOpaque(message.message(), message.payload().value())))) {
				phrases.add("The headers of " + Printable.quote(message.id()) + " are not all checked: "
						+ ((headers.elsewhere() != null) ? "a schema is not fetched"
								: "their schema has a format of its own, and the message passes through"));
			}
			if (message.payload() != null
					&& MessageCheck.isOpaque(message.payloadSchema(), message.payload().value())) {
				phrases
					.add(phrase("payload", message, message.payload().value(), message.payload().source().toString()));
			}
		}
		return phrases;
	}

	private static String phrase(String part, KafkaMessage message, SerdeChoice choice, String source) {
		if (choice.format() == SerdeFormat.PASS_THROUGH) {
			return "The " + part + " of " + Printable.quote(message.id())
					+ " is not checked: its bytes pass as they are ('" + source + "')";
		}
		String bean = (choice.bean() != null) ? " the bean " + Printable.quote(choice.bean()) + " of" : "";
		return "The " + part + " of " + Printable.quote(message.id()) + " is not checked:" + bean + " '" + source
				+ "' decides what its bytes mean";
	}

}

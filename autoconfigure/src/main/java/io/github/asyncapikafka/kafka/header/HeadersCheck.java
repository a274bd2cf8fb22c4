package io.github.asyncapikafka.kafka.header;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.InvalidSchemaException;
import io.github.asyncapikafka.validation.SchemaCheck;
import io.github.asyncapikafka.validation.SchemaValidator;
import io.github.asyncapikafka.validation.SchemaViolation;
import io.github.asyncapikafka.validation.TextType;
import io.github.asyncapikafka.validation.pattern.Steps.TooManyStepsError;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Checks the headers of records against the schema of a message. Only those are looked at
 * that the schema names: records have headers of frameworks, too. Of several values of a
 * header the last one counts.
 */
public final class HeadersCheck {

	private static final String REQUIRED = "required: ";

	private final Schema schema;

	private final SchemaCheck check;

	private final HeaderSchema headers;

	private final @Nullable SchemaCheck json;

	private final NamePatterns patterns;

	private HeadersCheck(Schema schema, HeaderSchema headers, SchemaValidator validator) {
		this.schema = schema;
		this.headers = headers;
		this.check = validator.compile(schema);
		boolean structured = headers.patternType().hasStructure()
				|| headers.types().values().stream().anyMatch(TextType::hasStructure);
		this.json = structured ? validator.compile(part(Map.of())) : null;
		this.patterns = NamePatterns.of(headers.patterns(), schema);
	}

	private Schema part(Map<String, ?> definition) {
		return new Schema(this.schema.format(), definition, Map.of(), this.schema.location());
	}

	/**
	 * Prepare a check.
	 * @param schema the schema of the headers, or {@code null} if there is none
	 * @param validator prepares checks
	 * @return the check, or {@code null} if the schema says nothing of any header
	 * @throws InvalidSchemaException if nothing can be checked against the schema
	 */
	public static @Nullable HeadersCheck of(@Nullable Schema schema, SchemaValidator validator) {
		if (schema == null) {
			return null;
		}
		HeaderSchema headers = HeaderSchema.of(schema);
		boolean silent = headers.types().isEmpty() && headers.patterns().isEmpty();
		if (silent && schema.format() == null) {
			return null;
		}
		HeadersCheck check = new HeadersCheck(schema, headers, validator);
		return silent ? null : check;
	}

	/**
	 * Check the headers of a record. If the application's own checker fails, they are
	 * refused: an exception here would take all records that came with it away.
	 * @param received the headers
	 * @return what breaks the schema, empty if nothing does
	 */
	public List<SchemaViolation> violations(Headers received) {
		try {
			return found(received);
		}
		catch (TooManyStepsError ex) {
			return List.of(new SchemaViolation("", "pattern", "pattern: names that can be checked in time",
					this.schema.location()));
		}
		catch (RuntimeException | Error ex) {
			return List.of(new SchemaViolation("", "error", "headers that can be checked", this.schema.location()));
		}
	}

	private List<SchemaViolation> found(Headers received) {
		List<SchemaViolation> violations = new ArrayList<>();
		Map<String, Header> present = present(received);
		HeaderValues values = values(present, Set.of(), violations);
		if (!violations.isEmpty()) {
			return violations;
		}
		List<SchemaViolation> found = this.check.json(values.json());
		if (!found.isEmpty() && !values.ambiguous().isEmpty()) {
			List<SchemaViolation> asStrings = this.check
				.json(values(present, blamed(values.ambiguous(), found), violations).json());
			found = asStrings.isEmpty() ? asStrings : found;
		}
		found.forEach((violation) -> violations.add(named(violation, received)));
		return violations;
	}

	/**
	 * Return the headers that the schema names, in its order.
	 */
	private Map<String, Header> present(Headers received) {
		Map<String, Header> last = new LinkedHashMap<>();
		received.forEach((header) -> last.put(header.key(), header));
		Map<String, Header> present = new LinkedHashMap<>();
		for (String name : this.headers.types().keySet()) {
			Header header = last.remove(name);
			if (header != null) {
				present.put(name, header);
			}
		}
		this.patterns.matching(last.keySet()).forEach((name) -> present.put(name, last.get(name)));
		return present;
	}

	private HeaderValues values(Map<String, Header> present, Set<String> strings, List<SchemaViolation> violations) {
		HeaderValues values = new HeaderValues(this.json);
		present.forEach((name, header) -> {
			TextType type = this.headers.types().getOrDefault(name, this.headers.patternType());
			if (!values.add(name, type, header.value(), strings.contains(name))) {
				violations.add(new SchemaViolation(pointer(name), "encoding", "text in UTF-8", location(name)));
			}
		});
		return values;
	}

	/**
	 * Return the headers among some that violations are about, or all of them if it
	 * cannot be told.
	 */
	private static Set<String> blamed(Set<String> names, List<SchemaViolation> violations) {
		Set<String> blamed = new HashSet<>(names);
		blamed.removeIf((name) -> violations.stream().noneMatch((violation) -> isAbout(violation, name)));
		return blamed.isEmpty() ? names : blamed;
	}

	/**
	 * Return whether a value can be the only header of its name, whatever else is
	 * required.
	 */
	boolean allows(String name, byte[] value) {
		return violations(new RecordHeaders().add(name, value)).stream()
			.noneMatch((violation) -> isAbout(violation, name));
	}

	private static boolean isAbout(SchemaViolation violation, String name) {
		String pointer = pointer(name);
		return violation.pointer().equals(pointer) || violation.pointer().startsWith(pointer + "/");
	}

	/**
	 * Let a violation point to the header that is missing, and say so if there is one
	 * whose name differs only in case.
	 */
	private SchemaViolation named(SchemaViolation violation, Headers received) {
		String expectation = violation.expectation();
		if (!violation.pointer().isEmpty() || !violation.rule().equals("required")
				|| !expectation.startsWith(REQUIRED)) {
			return violation;
		}
		String name = expectation.substring(REQUIRED.length());
		for (Header header : received) {
			if (header.key().equalsIgnoreCase(name)) {
				expectation += ", which is there in another case";
				break;
			}
		}
		return new SchemaViolation(pointer(name), violation.rule(), expectation, violation.location());
	}

	private Location location(String name) {
		Location location = this.schema.locations().get("/properties" + pointer(name));
		return (location != null) ? location : this.schema.location();
	}

	static String pointer(String name) {
		return "/" + name.replace("~", "~0").replace("/", "~1");
	}

}

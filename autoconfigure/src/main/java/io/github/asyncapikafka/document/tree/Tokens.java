package io.github.asyncapikafka.document.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The tokens of a YAML or JSON parser with their places, and with what Jackson's parser
 * does not tell of them.
 */
final class Tokens {

	private static final String CORE_TAGS = "tag:yaml.org,2002:";

	private static final Set<String> HARMLESS_TAGS = Set.of("!", CORE_TAGS + "str", CORE_TAGS + "int",
			CORE_TAGS + "float", CORE_TAGS + "bool", CORE_TAGS + "null", CORE_TAGS + "map", CORE_TAGS + "seq");

	private final String resource;

	private final JsonParser parser;

	private final ScalarAnchors scalarAnchors;

	private final Bounds bounds;

	Tokens(String resource, JsonParser parser, String text, Bounds bounds) {
		this.resource = resource;
		this.parser = parser;
		this.scalarAnchors = new ScalarAnchors(isYaml() ? text : "");
		this.bounds = bounds;
	}

	boolean isYaml() {
		return this.parser instanceof YAMLParser;
	}

	@Nullable JsonToken next() {
		return this.parser.nextToken();
	}

	/**
	 * Return the next token within an object or a list, which the parser does not leave
	 * open.
	 */
	JsonToken nextWithin() {
		return Objects.requireNonNull(next());
	}

	String name() {
		return this.parser.currentName();
	}

	/**
	 * Return the name of the anchor that the current value is an alias of.
	 * @return the name, or {@code null} if it is a value of its own
	 */
	@Nullable String alias() {
		return (this.parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) ? this.parser.getString() : null;
	}

	/**
	 * Return the anchor of the current value. The parser knows those of objects and lists
	 * only.
	 */
	@Nullable String anchor(JsonToken token) {
		if (token.isScalarValue()) {
			return this.scalarAnchors.at(this.parser.currentTokenLocation());
		}
		Object anchor = this.parser.canReadObjectId() ? this.parser.getObjectId() : null;
		return (anchor != null) ? anchor.toString() : null;
	}

	@Nullable Object scalar(JsonToken token, String pointer) {
		return switch (token) {
			case VALUE_STRING -> text(pointer);
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			case VALUE_NULL -> null;
			case VALUE_NUMBER_INT -> integer(pointer);
			case VALUE_NUMBER_FLOAT -> decimal(pointer);
			default -> throw new RefusedException(here(pointer), "This value is not one that JSON knows.",
					"Use an object, a list, a string, a number, a boolean or null.");
		};
	}

	private @Nullable Object text(String pointer) {
		String text = this.parser.getString();
		this.bounds.addText(text.length());
		boolean plain = this.parser instanceof YAMLParser yaml && yaml.getTypeId() == null
				&& this.scalarAnchors.isPlain(this.parser.currentTokenLocation());
		try {
			return plain ? CoreSchema.resolve(text) : text;
		}
		catch (NumberFormatException ex) {
			throw notANumber(pointer);
		}
	}

	private BigInteger integer(String pointer) {
		try {
			return this.parser.getBigIntegerValue();
		}
		catch (NumberFormatException | JacksonException ex) {
			throw notANumber(pointer);
		}
	}

	private BigDecimal decimal(String pointer) {
		try {
			return CoreSchema.bounded(this.parser.getDecimalValue());
		}
		catch (NumberFormatException | JacksonException ex) {
			throw notANumber(pointer);
		}
	}

	private RefusedException notANumber(String pointer) {
		return new RefusedException(here(pointer), "This is not a number that JSON can hold.",
				"Write a finite number.");
	}

	void refuseTag(String pointer) {
		Object tag = this.parser.canReadTypeId() ? this.parser.getTypeId() : null;
		if (tag != null && !HARMLESS_TAGS.contains(tag.toString()) && !HARMLESS_TAGS.contains(CORE_TAGS + tag)) {
			throw new RefusedException(here(pointer), "The tag " + Printable.quote(tag.toString()) + " is not allowed.",
					"Remove it: a document is plain data.");
		}
	}

	/**
	 * Return where the parser is.
	 */
	Location here(String pointer) {
		TokenStreamLocation at = this.parser.currentTokenLocation();
		Location location = new Location(this.resource, pointer, Math.max(1, at.getLineNr()),
				Math.max(1, at.getColumnNr()));
		this.bounds.addPointer(location);
		return location;
	}

}

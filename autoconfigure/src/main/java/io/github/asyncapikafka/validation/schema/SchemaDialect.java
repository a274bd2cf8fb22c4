package io.github.asyncapikafka.validation.schema;

import java.util.List;
import java.util.Locale;

import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.NonValidationKeyword;
import org.jspecify.annotations.Nullable;

/**
 * The dialects of JSON Schema by {@code schemaFormat} (Multi Format Schema Object).
 */
public enum SchemaDialect {

	/** JSON Schema, draft 4. */
	DRAFT_4(Dialects.getDraft4(), Dialects.getDraft4().getId(), true),

	/** JSON Schema, draft 6. */
	DRAFT_6(Dialects.getDraft6(), Dialects.getDraft6().getId(), true),

	/** JSON Schema, draft 7. */
	DRAFT_7(Dialects.getDraft7(), Dialects.getDraft7().getId(), true),

	/** JSON Schema 2019-09. */
	DRAFT_2019_09(Dialects.getDraft201909(), DialectId.DRAFT_2019_09, false),

	/** JSON Schema 2020-12. */
	DRAFT_2020_12(Dialects.getDraft202012(), DialectId.DRAFT_2020_12, false),

	/** The AsyncAPI Schema Object, a superset of draft 7. */
	ASYNCAPI(DRAFT_7, Dialects.getDraft7(), true),

	/** The Schema Object of OpenAPI 3.0, whose keywords are those of draft 4. */
	OPENAPI_3_0(DRAFT_4, Dialects.getOpenApi30(), true),

	/** The Schema Object of OpenAPI 3.1, a superset of 2020-12. */
	OPENAPI_3_1(DRAFT_2020_12, Dialects.getOpenApi31(), false);

	private final SchemaDialect base;

	private final String metaSchema;

	private final boolean referenceAlone;

	private final Dialect dialect;

	SchemaDialect(Dialect dialect, String metaSchema, boolean referenceAlone) {
		this.base = this;
		this.metaSchema = metaSchema;
		this.referenceAlone = referenceAlone;
		this.dialect = complete(dialect, List.of(new RegexFormat()));
	}

	SchemaDialect(SchemaDialect base, Dialect dialect, boolean referenceAlone) {
		this.base = base;
		this.metaSchema = base.metaSchema;
		this.referenceAlone = referenceAlone;
		this.dialect = complete(dialect,
				List.of(new RegexFormat(), IntegerFormat.ofBytes(Integer.BYTES), IntegerFormat.ofBytes(Long.BYTES)));
	}

	/**
	 * Return the dialect with formats of ours, and without log entries about keywords
	 * that it does not know: documents are full of them.
	 */
	private static Dialect complete(Dialect dialect, List<Format> formats) {
		return Dialect.builder(dialect)
			.unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
			.formats(formats)
			.build();
	}

	/**
	 * Return the dialect of a schema format.
	 * @param format the format, or {@code null} for the AsyncAPI Schema Object
	 * @return the dialect, or {@code null} if nothing can be checked in this format
	 */
	public static @Nullable SchemaDialect of(@Nullable String format) {
		if (format == null) {
			return ASYNCAPI;
		}
		String[] parts = format.toLowerCase(Locale.ROOT).replace(" ", "").split(";", 2);
		String version = (parts.length > 1) ? parts[1] : "";
		return switch (parts[0].replaceFirst("\\+(json|yaml)$", "")) {
			case "application/vnd.aai.asyncapi" -> ASYNCAPI;
			case "application/vnd.oai.openapi" -> ofOpenApi(version);
			case "application/schema" -> ofDraft(version);
			default -> null;
		};
	}

	private static @Nullable SchemaDialect ofOpenApi(String version) {
		if (version.matches("(version=3\\.0(\\..*)?)?")) {
			return OPENAPI_3_0;
		}
		return version.matches("version=3\\.[12](\\..*)?") ? OPENAPI_3_1 : null;
	}

	private static @Nullable SchemaDialect ofDraft(String version) {
		return switch (version) {
			case "", "version=draft-07" -> DRAFT_7;
			case "version=draft-06" -> DRAFT_6;
			case "version=draft-04" -> DRAFT_4;
			case "version=2019-09", "version=draft-2019-09" -> DRAFT_2019_09;
			case "version=2020-12", "version=draft-2020-12" -> DRAFT_2020_12;
			default -> null;
		};
	}

	/**
	 * Return the dialect against whose schema of schemas this one's are held.
	 * @return a dialect that has one
	 */
	public SchemaDialect base() {
		return this.base;
	}

	/**
	 * Return the address of the schema of schemas.
	 * @return an address that the validator knows
	 */
	public String metaSchema() {
		return this.metaSchema;
	}

	/**
	 * Return whether what stands beside a {@code $ref} is ignored.
	 * @return {@code false} if all of it counts
	 */
	public boolean isReferenceAlone() {
		return this.referenceAlone;
	}

	/**
	 * Return whether {@code discriminator} is a keyword, as in AsyncAPI and OpenAPI.
	 * @return {@code false} if it is not, as in JSON Schema
	 */
	public boolean knowsDiscriminator() {
		return this.base != this;
	}

	/**
	 * Return the rules.
	 * @return the dialect as the validator knows it
	 */
	public Dialect dialect() {
		return this.dialect;
	}

}

package io.github.asyncapikafka.validation;

import java.util.Locale;

import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import org.jspecify.annotations.Nullable;

/**
 * The dialects of JSON Schema by {@code schemaFormat} (Multi Format Schema Object).
 */
final class SchemaDialect {

	private SchemaDialect() {
	}

	/**
	 * Return the dialect of a schema format.
	 * @param format the format, or {@code null} for the AsyncAPI Schema Object, which is
	 * a superset of draft 7
	 * @return the dialect, or {@code null} if nothing can be checked in this format
	 */
	static @Nullable Dialect of(@Nullable String format) {
		if (format == null) {
			return Dialects.getDraft7();
		}
		String lowerCase = format.toLowerCase(Locale.ROOT).replace(" ", "");
		if (lowerCase.startsWith("application/vnd.aai.asyncapi")) {
			return Dialects.getDraft7();
		}
		if (lowerCase.startsWith("application/vnd.oai.openapi")) {
			return lowerCase.contains("version=3.1") ? Dialects.getOpenApi31() : Dialects.getOpenApi30();
		}
		boolean jsonSchema = lowerCase.startsWith("application/schema+json")
				|| lowerCase.startsWith("application/schema+yaml") || lowerCase.startsWith("application/schema;");
		return jsonSchema ? ofDraft(lowerCase) : null;
	}

	private static Dialect ofDraft(String format) {
		if (format.contains("2020-12")) {
			return Dialects.getDraft202012();
		}
		if (format.contains("2019-09")) {
			return Dialects.getDraft201909();
		}
		if (format.contains("draft-04")) {
			return Dialects.getDraft4();
		}
		return format.contains("draft-06") ? Dialects.getDraft6() : Dialects.getDraft7();
	}

}

package io.github.asyncapikafka.inspection.type;

import java.util.List;
import java.util.stream.Stream;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.Schema;

/**
 * Schemas that stand beside the assertions of a test. They start in line 7 of their
 * document.
 */
final class TestSchemas {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: {title: Orders, version: 1.0.0}
			channels:
			  orders:
			    messages:
			      order:
			        payload:
			""";

	private TestSchemas() {
	}

	/**
	 * Return the schema that is written in YAML.
	 */
	static Schema yaml(String schema) {
		return TestDocuments.load(DOCUMENT + schema.indent(10))
			.channels()
			.get("orders")
			.messages()
			.get("order")
			.payload();
	}

	/**
	 * Return a report as lines, as somebody would read it.
	 */
	static List<String> lines(TypeReport report) {
		return Stream.concat(report.mismatches()
			.stream()
			.map((mismatch) -> "%s %s %s %s: %s %s".formatted(mismatch.rule().isError() ? "ERROR" : "WARN",
					mismatch.rule().id(), mismatch.location(), mismatch.pointer(), mismatch.what(), mismatch.remedy())),
				report.skipped().stream().map((skipped) -> "SKIP " + skipped.path() + ": " + skipped.reason()))
			.toList();
	}

}

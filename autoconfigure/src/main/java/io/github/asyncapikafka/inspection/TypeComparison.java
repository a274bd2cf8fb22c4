package io.github.asyncapikafka.inspection;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compares a Java type with a schema, as the application reads and writes values.
 */
public interface TypeComparison {

	/**
	 * Knows nothing of types.
	 */
	TypeComparison NONE = new TypeComparison() {

		@Override
		public Map<String, Severity> rules() {
			return Map.of();
		}

		@Override
		public Comparison compare(Action action, Schema schema, SerdeFormat format, Type type) {
			return new Comparison(List.of(), List.of());
		}

	};

	/**
	 * Return the rules that the comparison applies.
	 * @return the default severities by the ids of the rules
	 */
	Map<String, Severity> rules();

	/**
	 * Compare a type with a schema.
	 * @param action whether values are read from records or written to them
	 * @param schema the schema of a payload, a key, a header or an answer
	 * @param format how values become bytes
	 * @param type the type
	 * @return where they disagree
	 */
	Comparison compare(Action action, Schema schema, SerdeFormat format, Type type);

	/**
	 * What came of a comparison.
	 *
	 * @param mismatches where type and schema disagree
	 * @param skipped what was not compared
	 */
	record Comparison(List<Mismatch> mismatches, List<Skipped> skipped) {

		public Comparison {
			mismatches = List.copyOf(mismatches);
			skipped = List.copyOf(skipped);
		}

	}

	/**
	 * Something on which type and schema disagree.
	 *
	 * @param rule the id of the rule
	 * @param location the place in the document, or {@code null}
	 * @param what what is wrong, a sentence that names the place in the type
	 * @param remedy what the reader can do about it, one sentence
	 */
	record Mismatch(String rule, @Nullable Location location, String what, String remedy) {

	}

}

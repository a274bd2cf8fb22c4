package io.github.asyncapikafka.inspection.type;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.Skipped;
import io.github.asyncapikafka.inspection.TypeComparison;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.inspection.type.mapper.TextReader;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares types with schemas as the application's mapper sees them.
 */
public final class MapperComparison implements TypeComparison {

	private final TypeInspector inspector;

	/**
	 * Create an instance.
	 * @param mapper the application's mapper
	 */
	public MapperComparison(JsonMapper mapper) {
		this(mapper, null);
	}

	/**
	 * Create an instance.
	 * @param mapper the application's mapper
	 * @param headers reads the text of headers, or {@code null} if it is not known how
	 * the application does
	 */
	public MapperComparison(JsonMapper mapper, @Nullable TextReader headers) {
		this.inspector = new TypeInspector(mapper, headers);
	}

	@Override
	public Map<String, Severity> rules() {
		Map<String, Severity> rules = new LinkedHashMap<>();
		for (TypeRule rule : TypeRule.values()) {
			rules.put(rule.id(), rule.isError() ? Severity.ERROR : Severity.WARN);
		}
		return rules;
	}

	@Override
	public Comparison compare(Action action, Schema schema, SerdeFormat format, Type type) {
		TypeReport report = (action == Action.RECEIVE) ? this.inspector.reading(schema, format, type)
				: this.inspector.writing(schema, format, type);
		return new Comparison(
				report.mismatches()
					.stream()
					.map((mismatch) -> new Mismatch(mismatch.rule().id(), mismatch.location(), mismatch.what(),
							mismatch.remedy()))
					.toList(),
				report.skipped().stream().map((skipped) -> new Skipped(skipped.path(), skipped.reason())).toList());
	}

}

package io.github.asyncapikafka.kafka.header;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.InvalidSchemaException;
import io.github.asyncapikafka.validation.pattern.BoundedRegularExpression;
import io.github.asyncapikafka.validation.pattern.Steps;

/**
 * The regular expressions that name headers ({@code patternProperties}).
 */
final class NamePatterns {

	private final List<BoundedRegularExpression> expressions;

	private NamePatterns(List<BoundedRegularExpression> expressions) {
		this.expressions = expressions;
	}

	/**
	 * Compile expressions.
	 * @param expressions the expressions
	 * @param schema the schema that has them
	 * @throws InvalidSchemaException if one of them is none
	 */
	static NamePatterns of(Collection<String> expressions, Schema schema) {
		List<BoundedRegularExpression> compiled = new ArrayList<>();
		for (String expression : expressions) {
			try {
				compiled.add(new BoundedRegularExpression(expression));
			}
			catch (PatternSyntaxException ex) {
				throw new InvalidSchemaException(List.of(new Problem(schema.location(),
						"A name in 'patternProperties' is no regular expression: " + Printable.quote(expression) + ".",
						"Correct it.")));
			}
		}
		return new NamePatterns(compiled);
	}

	/**
	 * Return the names of one record that an expression matches. All of them share one
	 * number of steps.
	 */
	List<String> matching(Collection<String> names) {
		if (this.expressions.isEmpty()) {
			return List.of();
		}
		int length = names.stream().mapToInt(String::length).sum();
		return Steps.limit(length, () -> names.stream().filter(this::matches).toList());
	}

	private boolean matches(String name) {
		return this.expressions.stream().anyMatch((expression) -> expression.matches(name));
	}

}

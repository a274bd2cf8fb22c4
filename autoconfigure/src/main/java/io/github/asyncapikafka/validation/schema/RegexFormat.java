package io.github.asyncapikafka.validation.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import io.github.asyncapikafka.validation.pattern.BoundedRegularExpression;

/**
 * The format {@code regex}. The text comes from a record, so it is only read, never
 * matched.
 */
final class RegexFormat implements Format {

	@Override
	public String getName() {
		return "regex";
	}

	@Override
	public String getMessageKey() {
		return "format.regex";
	}

	@Override
	public boolean matches(ExecutionContext executionContext, String value) {
		return BoundedRegularExpression.isValid(value);
	}

}

package io.github.asyncapikafka.inspection;

import org.jspecify.annotations.Nullable;

/**
 * What the findings of a rule are taken for.
 */
public enum RuleLevel {

	/**
	 * They stop the start-up.
	 */
	ERROR,

	/**
	 * They are logged.
	 */
	WARN,

	/**
	 * There are none.
	 */
	OFF;

	/**
	 * Return the severity of findings.
	 * @return the severity, or {@code null} if there are no findings
	 */
	public @Nullable Severity severity() {
		return switch (this) {
			case ERROR -> Severity.ERROR;
			case WARN -> Severity.WARN;
			case OFF -> null;
		};
	}

}

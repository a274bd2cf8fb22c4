package io.github.asyncapikafka.sample;

import java.util.List;

import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Tells a person why their signup cannot become an event (RFC 9457).
 */
@RestControllerAdvice
class ContractViolationAdvice {

	@ExceptionHandler
	ProblemDetail brokenContract(ContractViolationException exception) {
		List<Violation> violations = exception.getViolations();
		Reason first = Reason.of(violations.get(0));
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT,
				violations.get(0).toString());
		problem.setTitle("The event would break the contract");
		problem.setProperty("pointer", first.pointer());
		problem.setProperty("rule", first.rule());
		problem.setProperty("schema", first.schema());
		problem.setProperty("violations", violations.stream().map(Reason::of).toList());
		return problem;
	}

	/**
	 * One violation.
	 *
	 * @param part the key or the payload
	 * @param pointer the JSON pointer to the place in it
	 * @param rule the keyword of the schema
	 * @param schema the place in the document
	 */
	record Reason(String part, String pointer, String rule, @Nullable String schema) {

		static Reason of(Violation violation) {
			String schema = (violation.location() != null) ? violation.location().toString() : null;
			return new Reason(violation.part().toString(), violation.pointer(), violation.rule(), schema);
		}

	}

}

package io.github.asyncapikafka.inspection.rule;

import java.util.List;
import java.util.function.Consumer;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.TypeComparison;
import io.github.asyncapikafka.inspection.TypeComparison.Mismatch;
import io.github.asyncapikafka.inspection.rule.message.ComparedType;
import io.github.asyncapikafka.inspection.rule.message.HandledMessage;
import io.github.asyncapikafka.model.Schema;

/**
 * The types of payloads and keys can hold what their schemas allow.
 */
final class TypeComparisonRule implements Rule {

	private final String id;

	private final Severity severity;

	private final TypeComparison comparison;

	TypeComparisonRule(String id, Severity severity, TypeComparison comparison) {
		this.id = id;
		this.severity = severity;
		this.comparison = comparison;
	}

	static List<Rule> of(TypeComparison comparison) {
		return comparison.rules()
			.entrySet()
			.stream()
			.<Rule>map((rule) -> new TypeComparisonRule(rule.getKey(), rule.getValue(), comparison))
			.toList();
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public Severity severity() {
		return this.severity;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.all()
			.stream()
			.flatMap((endpoint) -> subject.types(endpoint).stream())
			.forEach((compared) -> inspect(subject, compared, observations));
	}

	private void inspect(Subject subject, ComparedType compared, Consumer<Observation> observations) {
		List<Mismatch> mismatches = mismatches(subject, compared, compared.schemas().get(0));
		if (!mismatches.isEmpty()
				&& compared.schemas().stream().noneMatch((schema) -> mismatches(subject, compared, schema).isEmpty())) {
			mismatches.forEach((mismatch) -> observations.accept(observation(compared, mismatch)));
		}
	}

	private List<Mismatch> mismatches(Subject subject, ComparedType compared, Schema schema) {
		return subject.compare(this.comparison, compared, schema)
			.mismatches()
			.stream()
			.filter((mismatch) -> mismatch.rule().equals(this.id))
			.toList();
	}

	private static Observation observation(ComparedType compared, Mismatch mismatch) {
		HandledMessage handled = compared.handled();
		return new Observation(handled.operation().channel().id(), handled.operation(), compared.message(),
				handled.endpoint().element(), new Problem(mismatch.location(),
						handled.handler().element() + ": " + compared.describe(mismatch.what()), mismatch.remedy()));
	}

}

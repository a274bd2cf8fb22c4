package io.github.asyncapikafka.inspection.rule;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.TypeComparison;
import io.github.asyncapikafka.inspection.TypeComparison.Mismatch;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

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
			.filter((endpoint) -> endpoint.ambiguity() == null)
			.forEach((endpoint) -> subject.operations(endpoint)
				.forEach((operation) -> endpoint.handlers()
					.forEach((handler) -> operation.messages()
						.stream()
						.filter((message) -> handler.messages() == null || handler.messages().contains(message.id()))
						.forEach((message) -> {
							Place place = new Place(endpoint, handler, operation, message);
							compare(subject, place, message.payloadSchema(), handler.payload(), observations);
							compare(subject, place, message.keySchema(), handler.key(), observations);
						}))));
	}

	private void compare(Subject subject, Place place, @Nullable Schema schema, Type type,
			Consumer<Observation> observations) {
		if (schema == null || type == Object.class) {
			return;
		}
		subject.compare(this.comparison, place.endpoint().action(), schema, type)
			.mismatches()
			.stream()
			.filter((mismatch) -> mismatch.rule().equals(this.id))
			.forEach((mismatch) -> observations.accept(place.observation(mismatch)));
	}

	/**
	 * Where a type meets a schema.
	 */
	private record Place(DeclaredEndpoint endpoint, DeclaredHandler handler, KafkaOperation operation,
			KafkaMessage message) {

		Observation observation(Mismatch mismatch) {
			return new Observation(this.operation.channel().id(), this.operation, this.message, this.endpoint.element(),
					new Problem(mismatch.location(), this.handler.element() + ": " + mismatch.what(),
							mismatch.remedy()));
		}

	}

}

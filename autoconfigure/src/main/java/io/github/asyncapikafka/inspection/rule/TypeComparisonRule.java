package io.github.asyncapikafka.inspection.rule;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.SerdeFormat;
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
			.filter((endpoint) -> endpoint.mistakes().isEmpty())
			.forEach((endpoint) -> endpoint.handlers()
				.forEach((handler) -> places(subject, endpoint, handler)
					.forEach((place) -> inspect(subject, place, observations))));
	}

	/**
	 * Return the messages that a method takes or sends. One that sends any of several
	 * does not have to be able to write each of them, so there are none.
	 */
	private static List<Place> places(Subject subject, DeclaredEndpoint endpoint, DeclaredHandler handler) {
		Map<String, Type> named = handler.messages();
		List<Place> places = new ArrayList<>();
		subject.operations(endpoint)
			.forEach((operation) -> operation.messages()
				.stream()
				.filter((message) -> named == null || named.containsKey(message.id()))
				.forEach((message) -> places.add(new Place(endpoint, handler, operation, message))));
		return (endpoint.receives() || named != null || places.size() < 2) ? places : List.of();
	}

	private void inspect(Subject subject, Place place, Consumer<Observation> observations) {
		KafkaMessage message = place.message();
		if (message.payload() != null && !isJsonText(message, place.payload())) {
			compare(subject, place, message.payloadSchema(), message.payload().value().format(), place.payload(),
					observations);
		}
		compare(subject, place, message.keySchema(), message.key().value().format(), place.handler().key(),
				observations);
	}

	/**
	 * Return whether the code has the JSON text itself.
	 */
	private static boolean isJsonText(KafkaMessage message, Type type) {
		return type == byte[].class || (type == String.class && !message.isTextPayload());
	}

	private void compare(Subject subject, Place place, @Nullable Schema schema, SerdeFormat format, Type type,
			Consumer<Observation> observations) {
		if (schema == null || format.isOpaque() || format == SerdeFormat.BINARY || type == Object.class) {
			return;
		}
		subject.compare(this.comparison, place.endpoint().action(), schema, format, type)
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

		Type payload() {
			Map<String, Type> types = this.handler.messages();
			return (types != null) ? Objects.requireNonNull(types.get(this.message.id())) : this.handler.payload();
		}

		Observation observation(Mismatch mismatch) {
			return new Observation(this.operation.channel().id(), this.operation, this.message, this.endpoint.element(),
					new Problem(mismatch.location(), this.handler.element() + ": " + mismatch.what(),
							mismatch.remedy()));
		}

	}

}

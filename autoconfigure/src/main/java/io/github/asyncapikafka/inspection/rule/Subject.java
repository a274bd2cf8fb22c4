package io.github.asyncapikafka.inspection.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.OperationMatch.Failure;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.inspection.DeclaredCode;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.PlainAccess;
import io.github.asyncapikafka.inspection.Skipped;
import io.github.asyncapikafka.inspection.TypeComparison;
import io.github.asyncapikafka.inspection.TypeComparison.Comparison;
import io.github.asyncapikafka.inspection.rule.Rule.Observation;
import io.github.asyncapikafka.inspection.rule.message.ComparedType;
import io.github.asyncapikafka.model.Schema;

/**
 * The two sides that are compared.
 */
final class Subject {

	private final KafkaContract contract;

	private final DeclaredCode code;

	private final Map<KafkaOperation, List<DeclaredEndpoint>> endpoints = new LinkedHashMap<>();

	private final Map<Schema, Map<List<Object>, Comparison>> comparisons = new IdentityHashMap<>();

	private final Map<DeclaredEndpoint, List<ComparedType>> types = new IdentityHashMap<>();

	Subject(KafkaContract contract, DeclaredCode code) {
		this.contract = contract;
		this.code = code;
		code.endpoints()
			.forEach((endpoint) -> endpoint.match()
				.operations()
				.forEach((operation) -> this.endpoints.computeIfAbsent(operation, (absent) -> new ArrayList<>())
					.add(endpoint)));
	}

	KafkaContract contract() {
		return this.contract;
	}

	List<PlainAccess> plain() {
		return this.code.plain();
	}

	List<DeclaredEndpoint> listeners() {
		return this.code.endpoints().stream().filter(DeclaredEndpoint::receives).toList();
	}

	List<DeclaredEndpoint> all() {
		return this.code.endpoints();
	}

	/**
	 * Return why code names no operation.
	 */
	List<Observation> failures(Failure failure) {
		return this.code.endpoints()
			.stream()
			.filter((endpoint) -> endpoint.match().failure() == failure)
			.map((endpoint) -> new Observation(endpoint.channel(), null, null, endpoint.element(),
					Objects.requireNonNull(endpoint.match().problem())))
			.toList();
	}

	/**
	 * Return the operations that code is for, none if it names none.
	 */
	List<KafkaOperation> operations(DeclaredEndpoint endpoint) {
		return endpoint.match().operations();
	}

	/**
	 * Return the code that is for an operation.
	 */
	List<DeclaredEndpoint> endpoints(KafkaOperation operation) {
		return this.endpoints.getOrDefault(operation, List.of());
	}

	/**
	 * Return the code that uses the topic of a channel without the contract.
	 */
	Stream<PlainAccess> plain(KafkaChannel channel) {
		Value<String> topic = channel.topic();
		return (topic == null) ? Stream.empty()
				: this.code.plain().stream().filter((access) -> access.uses(topic.value()));
	}

	/**
	 * Return where types of the code meet schemas.
	 */
	List<ComparedType> types(DeclaredEndpoint endpoint) {
		return this.types.computeIfAbsent(endpoint, ComparedType::of);
	}

	/**
	 * Compare a type with a schema, once for all rules.
	 */
	Comparison compare(TypeComparison comparison, ComparedType compared, Schema schema) {
		return this.comparisons.computeIfAbsent(schema, (absent) -> new HashMap<>())
			.computeIfAbsent(List.of(compared.action(), compared.format(), compared.type()),
					(absent) -> comparison.compare(compared.action(), schema, compared.format(), compared.type()));
	}

	/**
	 * Return what of types was not compared.
	 */
	List<Skipped> skippedTypes() {
		return this.comparisons.values()
			.stream()
			.flatMap((comparisons) -> comparisons.values().stream())
			.flatMap((comparison) -> comparison.skipped().stream())
			.distinct()
			.sorted(Comparator.comparing(Skipped::toString))
			.toList();
	}

}

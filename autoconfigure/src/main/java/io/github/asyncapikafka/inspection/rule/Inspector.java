package io.github.asyncapikafka.inspection.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.inspection.ContractReport;
import io.github.asyncapikafka.inspection.DeclaredCode;
import io.github.asyncapikafka.inspection.Finding;
import io.github.asyncapikafka.inspection.PlainAccess;
import io.github.asyncapikafka.inspection.RuleLevel;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.Skipped;
import io.github.asyncapikafka.inspection.TypeComparison;
import org.jspecify.annotations.Nullable;

/**
 * Compares contract and code by all rules that are not switched off.
 */
public final class Inspector {

	private final List<Rule> rules;

	private final Map<String, RuleLevel> levels = new LinkedHashMap<>();

	/**
	 * Create an instance with the rules' own severities.
	 * @param types compares types with schemas
	 */
	public Inspector(TypeComparison types) {
		this(types, Map.of());
	}

	/**
	 * Create an instance.
	 * @param types compares types with schemas
	 * @param levels what the findings of rules are taken for, by the id of the rule, or
	 * by what is equal to it without case and punctuation; the first of several counts
	 * @throws InvalidContractException if there is no such rule
	 */
	public Inspector(TypeComparison types, Map<String, RuleLevel> levels) {
		this.rules = new ArrayList<>(List.of(new UnknownIdRule(), OperationMatchRule.direction(),
				OperationMatchRule.ambiguity(), new AmbiguousTypesRule(), new UnhandledMessageRule(),
				new ChannelParameterRule(), new MissingGroupRule(), new SharedGroupRule(),
				new UnimplementedOperationRule(), new OverlappingMessagesRule(), new ConcurrencyRule(),
				new PlainTopicRule(), HeaderRule.missing(), HeaderRule.required(), new MissingReplyRule()));
		this.rules.addAll(TypeComparisonRule.of(types));
		Problems problems = new Problems();
		levels.forEach((name, level) -> find(name).ifPresentOrElse((id) -> this.levels.putIfAbsent(id, level),
				() -> problems.add(null,
						"The property 'asyncapi-kafka.inspection.rules." + Printable.escape(name) + "' names no rule.",
						choice(name))));
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
	}

	private Optional<String> find(String name) {
		String canonical = Suggestions.canonical(name);
		return rules().keySet().stream().filter((id) -> Suggestions.canonical(id).equals(canonical)).findFirst();
	}

	private String choice(String name) {
		return Suggestions.didYouMean(name, rules().keySet()) + "There are "
				+ String.join(", ", rules().keySet().stream().sorted().map(Printable::quote).toList()) + ".";
	}

	/**
	 * Return the rules.
	 * @return the severities that they have unless configuration says otherwise, by their
	 * ids
	 */
	public Map<String, Severity> rules() {
		Map<String, Severity> severities = new LinkedHashMap<>();
		this.rules.forEach((rule) -> severities.put(rule.id(), rule.severity()));
		return severities;
	}

	/**
	 * Compare.
	 * @param contract the contract
	 * @param code what the application's code declares
	 * @return on what they disagree
	 */
	public ContractReport inspect(KafkaContract contract, DeclaredCode code) {
		Subject subject = new Subject(contract, code);
		List<Finding> findings = new ArrayList<>();
		this.rules.forEach((rule) -> {
			Severity severity = severity(rule);
			if (severity != null) {
				rule.inspect(subject, (observation) -> findings.add(finding(rule, severity, observation)));
			}
		});
		List<Skipped> skipped = new ArrayList<>(UnimplementedOperationRule.skipped(subject));
		skipped.addAll(MissingReplyRule.skipped(subject));
		skipped.addAll(subject.skippedTypes());
		code.plain()
			.stream()
			.filter(PlainAccess::isUnknown)
			.forEach((access) -> skipped.add(new Skipped(access.element(), "its topics are known at run time only")));
		return new ContractReport(findings, skipped, code.endpoints().size());
	}

	private @Nullable Severity severity(Rule rule) {
		RuleLevel level = this.levels.get(rule.id());
		return (level != null) ? level.severity() : rule.severity();
	}

	private static Finding finding(Rule rule, Severity severity, Rule.Observation observation) {
		return new Finding(rule.id(), severity, observation.channel(),
				(observation.operation() != null) ? observation.operation().id() : null,
				(observation.message() != null) ? observation.message().id() : null, observation.problem().location(),
				observation.element(), observation.problem().message(), observation.problem().action());
	}

}

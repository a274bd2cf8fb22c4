package io.github.asyncapikafka.autoconfigure;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.asyncapikafka.autoconfigure.failure.ProblemsFailureAnalyzer;
import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.Suggestions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains properties that do not exist, or that have no value of their own. Never prints
 * values, as Spring Boot's own analyzers do, because they may be secrets.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyType.PREFIX);

	private static final ConfigurationPropertyName CREDENTIALS = PREFIX.append("credentials");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		Problems problems = new Problems();
		UnboundConfigurationPropertiesException unbound = findCause(cause,
				UnboundConfigurationPropertiesException.class);
		if (unbound != null) {
			Set<ConfigurationProperty> properties = unbound.getUnboundProperties();
			if (properties.stream().allMatch((property) -> PREFIX.isAncestorOf(property.getName()))) {
				properties.forEach((property) -> problems.add(problem(property.getName(), property.getOrigin())));
			}
		}
		else if (CREDENTIALS.equals(cause.getName()) || CREDENTIALS.isAncestorOf(cause.getName())) {
			problems.add(problem(cause.getName(), cause.getOrigin()));
		}
		if (problems.isEmpty()) {
			return null;
		}
		FailureAnalysis analysis = Objects
			.requireNonNull(new ProblemsFailureAnalyzer().analyze(new InvalidContractException(problems.toList())));
		return new FailureAnalysis(analysis.getDescription(), analysis.getAction(), cause);
	}

	private static Problem problem(ConfigurationPropertyName name, @Nullable Origin origin) {
		String property = "The property '" + PropertyType.PREFIX + rest(name) + "'"
				+ ((origin != null) ? " (" + Printable.escape(origin.toString()) + ")" : "");
		PropertyType type = PropertyType.ROOT;
		boolean inMap = false;
		for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.ORIGINAL);
			String member = type.member(element).orElse(null);
			if (type.isMap() || type.isList()) {
				inMap |= type.isMap();
				type = type.entry();
			}
			else if (member == null) {
				return new Problem(null, property + " does not exist.",
						remedy(element, type.members().keySet(), inMap));
			}
			else {
				type = Objects.requireNonNull(type.members().get(member));
			}
		}
		return type.isRecord()
				? new Problem(null, property + " has no value of its own.", choice(type.members().keySet()))
				: new Problem(null, property + " has a value that cannot be read.", "Correct the value.");
	}

	private static String remedy(String element, Collection<String> members, boolean inMap) {
		if (members.isEmpty()) {
			return "Remove it: what it is below has a value of its own.";
		}
		String suggestion = Suggestions.didYouMean(element, members);
		return suggestion + choice(members)
				+ ((inMap && suggestion.isEmpty()) ? " An id with a dot goes into brackets." : "");
	}

	private static String choice(Collection<String> members) {
		return "There are " + members.stream().map(Printable::quote).collect(Collectors.joining(", ")) + ".";
	}

	private static String rest(ConfigurationPropertyName name) {
		StringBuilder rest = new StringBuilder();
		for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			String element = Printable.escape(name.getElement(i, Form.ORIGINAL));
			rest.append(name.isNumericIndex(i) ? "[" + element + "]"
					: element.matches("[a-zA-Z0-9_-]+") ? "." + element : ".[" + element + "]");
		}
		return rest.toString();
	}

}

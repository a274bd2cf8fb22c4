package io.github.asyncapikafka.autoconfigure.failure;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Suggestions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.env.Environment;

/**
 * Explains which property of Kafka names an SSL bundle that does not exist.
 */
class SslBundleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslBundleException> {

	private static final List<String> PROPERTIES = List.of("spring.kafka.ssl.bundle",
			"spring.kafka.consumer.ssl.bundle", "spring.kafka.producer.ssl.bundle", "spring.kafka.admin.ssl.bundle",
			"spring.kafka.streams.ssl.bundle");

	private final Environment environment;

	SslBundleFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchSslBundleException cause) {
		ClientSettings settings = new ClientSettings(this.environment);
		ConfigurationProperty property = PROPERTIES.stream()
			.flatMap((name) -> settings.property(name).stream())
			.filter((candidate) -> cause.getBundleName().equals(candidate.getValue()))
			.findFirst()
			.orElse(null);
		if (property == null) {
			return null;
		}
		Set<String> names = names();
		String name = Printable.escape(cause.getBundleName());
		return new FailureAnalysis(
				"The property " + ClientSettings.describe(property) + " names the SSL bundle "
						+ Printable.quote(cause.getBundleName()) + ", which does not exist.",
				Suggestions.didYouMean(cause.getBundleName(), names)
						+ (names.isEmpty() ? "There are none. "
								: "There are " + String.join(", ", names.stream().map(Printable::quote).toList())
										+ ". ")
						+ "Correct the property, or configure the bundle with 'spring.ssl.bundle.pem." + name
						+ "' or 'spring.ssl.bundle.jks." + name + "'.",
				cause);
	}

	private Set<String> names() {
		Binder binder = Binder.get(this.environment);
		Set<String> names = new TreeSet<>();
		Stream.of("pem", "jks")
			.forEach((kind) -> binder.bind("spring.ssl.bundle." + kind, Bindable.mapOf(String.class, Object.class))
				.ifBound((bundles) -> names.addAll(bundles.keySet())));
		return names;
	}

}

package io.github.asyncapikafka.autoconfigure.connection;

import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Suggestions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;

/**
 * Loads the SSL bundle of credentials, so that a wrong name or password is not found by a
 * client that then says that the broker is to blame.
 */
final class ContractSslBundle {

	private ContractSslBundle() {
	}

	/**
	 * Return the bundle.
	 * @param security the security, which names one
	 * @param bundles the bundles of the application, or {@code null} if it has none
	 * @throws InvalidContractException if there is no such bundle, or it cannot be used
	 */
	static SslBundle load(KafkaSecurity security, @Nullable SslBundles bundles) {
		Value<String> name = Objects.requireNonNull(security.sslBundle());
		try {
			if (bundles == null) {
				throw new NoSuchSslBundleException(name.value(), "There are no SSL bundles");
			}
			SslBundle bundle = bundles.getBundle(name.value());
			bundle.createSslContext();
			return bundle;
		}
		catch (NoSuchSslBundleException ex) {
			List<String> known = (bundles != null) ? bundles.getBundleNames() : List.of();
			throw problem(security,
					"The property '" + name.source() + "' names the SSL bundle " + Printable.quote(name.value())
							+ ", which does not exist.",
					Suggestions.didYouMean(name.value(), known) + "Declare it below 'spring.ssl.bundle'"
							+ (known.isEmpty() ? "." : ", or name one of " + String.join(", ", known) + "."));
		}
		catch (IllegalStateException ex) {
			String reason = String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
			throw problem(security,
					"The SSL bundle " + Printable.quote(name.value()) + " of '" + name.source() + "' cannot be used: "
							+ Printable.escape(reason) + ".",
					"Correct its files and passwords below 'spring.ssl.bundle'.");
		}
	}

	private static InvalidContractException problem(KafkaSecurity security, String message, String action) {
		return new InvalidContractException(
				List.of(new Problem(security.protocol().source().location(), message, action)));
	}

}

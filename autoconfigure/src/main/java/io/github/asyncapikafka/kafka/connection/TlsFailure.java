package io.github.asyncapikafka.kafka.connection;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/**
 * Why two sides do not come to terms with TLS.
 *
 * @param what what the broker does
 * @param action what to do about it
 */
record TlsFailure(String what, String action) {

	static TlsFailure of(Throwable failure, SettingNames names) {
		String reason = Causes.reason(Causes.root(failure));
		// What is out of date is not trusted either, so it comes first.
		if (Causes.find(failure, CertificateExpiredException.class) != null) {
			return new TlsFailure("shows a certificate that has expired" + reason, "Renew the broker's certificate.");
		}
		if (Causes.find(failure, CertificateNotYetValidException.class) != null) {
			return new TlsFailure("shows a certificate that is not valid yet" + reason,
					"Correct the broker's certificate, or the clock.");
		}
		String messages = Causes.messages(failure);
		if (Causes.find(failure, CertPathBuilderException.class) != null || messages.contains("PKIX")) {
			return new TlsFailure("shows a certificate that is not trusted" + reason,
					"Set " + names.sslBundle() + " to an SSL bundle that trusts it.");
		}
		if (Causes.find(failure, CertificateException.class) != null) {
			return new TlsFailure("shows a certificate that is not its own" + reason,
					"Correct " + names.bootstrapServers() + " or the broker's certificate.");
		}
		if (messages.contains("certificate")) {
			return new TlsFailure("asks for a certificate of the client" + reason,
					"Set " + names.sslBundle() + " to an SSL bundle that has one.");
		}
		return new TlsFailure("cannot be spoken to with TLS" + reason,
				"Correct " + names.protocol() + " or " + names.sslBundle() + ".");
	}

}

package io.github.asyncapikafka.kafka.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Looks at what listens at an address, without Kafka: a Kafka client that speaks another
 * protocol than its broker only ever learns that it was disconnected.
 */
final class BrokerProbe {

	private static final int MAX_PORT = 65_535;

	private final String address;

	private final int timeout;

	/**
	 * Create an instance.
	 * @param address host and port
	 * @param timeout milliseconds to wait
	 */
	BrokerProbe(String address, int timeout) {
		this.address = address;
		this.timeout = timeout;
	}

	/**
	 * Return what comes of an attempt to connect.
	 */
	Attempt connect() {
		InetSocketAddress target = target();
		if (target == null) {
			return Attempt.UNANSWERED;
		}
		if (target.isUnresolved()) {
			return Attempt.UNKNOWN_HOST;
		}
		try (Socket socket = new Socket()) {
			socket.connect(target, this.timeout);
			return Attempt.ACCEPTED;
		}
		catch (ConnectException ex) {
			return Attempt.REFUSED;
		}
		catch (IOException ex) {
			return Attempt.UNANSWERED;
		}
	}

	/**
	 * Return whether whoever listens speaks TLS. Nothing is trusted and nothing is sent.
	 * @return {@code null} if that cannot be found out
	 */
	@Nullable Boolean speaksTls() {
		InetSocketAddress target = target();
		if (target == null || target.isUnresolved()) {
			return null;
		}
		try (Socket socket = new Socket()) {
			socket.connect(target, this.timeout);
			socket.setSoTimeout(this.timeout);
			Handshake handshake = new Handshake();
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { handshake }, new SecureRandom());
			try (SSLSocket tls = (SSLSocket) context.getSocketFactory()
				.createSocket(socket, target.getHostString(), target.getPort(), true)) {
				tls.startHandshake();
				return true;
			}
			catch (IOException ex) {
				return handshake.certificateSeen;
			}
		}
		catch (IOException | GeneralSecurityException ex) {
			return null;
		}
	}

	private @Nullable InetSocketAddress target() {
		int colon = this.address.lastIndexOf(':');
		try {
			int port = Integer.parseInt(this.address.substring(colon + 1));
			return (colon > 0 && port > 0 && port <= MAX_PORT)
					? new InetSocketAddress(this.address.substring(0, colon), port) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * What comes of an attempt to connect, as a phrase.
	 */
	enum Attempt {

		/** Somebody listens. */
		ACCEPTED("somebody listens there"),

		/** Certainly nobody listens. */
		REFUSED("nothing listens there"),

		/** There is no such host. */
		UNKNOWN_HOST("the name of its host is not known"),

		/** A slow network, a firewall, or a host that is down: one has to wait longer. */
		UNANSWERED("it does not answer to attempts to connect");

		private final String phrase;

		Attempt(String phrase) {
			this.phrase = phrase;
		}

		boolean isConclusive() {
			return this == REFUSED || this == UNKNOWN_HOST;
		}

		@Override
		public String toString() {
			return this.phrase;
		}

	}

	/**
	 * Remembers whether a certificate was shown, and accepts none.
	 */
	private static final class Handshake extends X509ExtendedTrustManager {

		private boolean certificateSeen;

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
				throws CertificateException {
			this.certificateSeen = true;
			throw new CertificateException("Only looking");
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
				throws CertificateException {
			checkServerTrusted(chain, type);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
			checkServerTrusted(chain, type, (Socket) null);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}

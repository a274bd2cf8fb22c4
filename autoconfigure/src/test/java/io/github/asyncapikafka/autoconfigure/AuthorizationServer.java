package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Gives signed tokens to one client, and its key to whoever checks them.
 */
final class AuthorizationServer {

	static final String CLIENT = "orders-client";

	static final String SECRET = "orders-client-secret";

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private final HttpServer server;

	private final KeyPair keys;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	AuthorizationServer() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			this.keys = generator.generateKeyPair();
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/token", this::token);
		this.server.createContext("/keys", (exchange) -> respond(exchange, 200, keys()));
		this.server.start();
	}

	String tokenUri() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/token";
	}

	String keysUri() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/keys";
	}

	/**
	 * Return what clients have asked for.
	 */
	List<String> requests() {
		return this.requests;
	}

	private void token(HttpExchange exchange) throws IOException {
		String expected = "Basic "
				+ Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
		if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
			respond(exchange, 401, "{\"error\":\"invalid_client\"}");
			return;
		}
		this.requests.add(URLDecoder.decode(
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8));
		long now = Instant.now().getEpochSecond();
		String claims = """
				{"sub":"%s","iss":"test","aud":"kafka","iat":%d,"exp":%d,"scope":"read"}""".formatted(CLIENT, now,
				now + 3600);
		respond(exchange, 200,
				"{\"access_token\":\"" + signed(claims) + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
	}

	private String signed(String claims) {
		String text = encode("{\"alg\":\"RS256\",\"kid\":\"key\",\"typ\":\"JWT\"}") + "." + encode(claims);
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(this.keys.getPrivate());
			signature.update(text.getBytes(StandardCharsets.UTF_8));
			return text + "." + BASE64.encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String keys() {
		RSAPublicKey key = (RSAPublicKey) this.keys.getPublic();
		return """
				{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"key","n":"%s","e":"%s"}]}"""
			.formatted(encode(key.getModulus()), encode(key.getPublicExponent()));
	}

	private static String encode(String text) {
		return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String encode(BigInteger number) {
		byte[] bytes = number.toByteArray();
		int start = (bytes[0] == 0) ? 1 : 0;
		return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
	}

	private static void respond(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}

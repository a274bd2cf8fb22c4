package io.github.asyncapikafka.document.source;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Fetches files from hosts that configuration names. A redirect has to stay on its host;
 * nothing is sent that could identify the application.
 */
final class HttpFetcher {

	static final int MAX_BYTES = 1024 * 1024;

	static final int MAX_REQUESTS = 50;

	private static final int MAX_REDIRECTS = 5;

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private final Duration timeout;

	private final Duration totalTimeout;

	private final Predicate<URI> allowed;

	private @Nullable HttpClient client;

	private int requests;

	private Duration spent = Duration.ZERO;

	/**
	 * Create an instance.
	 * @param timeout how long one file may take
	 * @param totalTimeout how long all files may take together
	 * @param allowed where a redirect may lead
	 */
	HttpFetcher(Duration timeout, Duration totalTimeout, Predicate<URI> allowed) {
		this.timeout = timeout;
		this.totalTimeout = totalTimeout;
		this.allowed = allowed;
	}

	byte[] fetch(URI uri) throws SourceException {
		long start = System.nanoTime();
		try {
			return fetch(uri, start);
		}
		finally {
			this.spent = this.spent.plusNanos(System.nanoTime() - start);
		}
	}

	private byte[] fetch(URI uri, long start) throws SourceException {
		URI current = uri;
		for (int i = 0; i <= MAX_REDIRECTS; i++) {
			HttpResponse<byte[]> response = send(current, Duration.ofNanos(System.nanoTime() - start));
			if (response.statusCode() == 200) {
				return response.body();
			}
			if (!REDIRECTS.contains(response.statusCode())) {
				throw failed("the answer has the status " + response.statusCode());
			}
			current = redirected(current, response.headers().firstValue("Location").orElse(""));
		}
		throw failed("it is redirected more than " + MAX_REDIRECTS + " times");
	}

	private URI redirected(URI from, String location) throws SourceException {
		URI target = Addresses.normalize(Addresses.parse(from, location));
		boolean sameHost = target.getHost().equals(from.getHost());
		boolean downgrade = from.getScheme().equals("https") && !target.getScheme().equals("https");
		if (!sameHost || downgrade || !this.allowed.test(target)) {
			throw failed("it is redirected to '" + target.getScheme() + "://" + target.getAuthority() + "'");
		}
		return target;
	}

	private HttpResponse<byte[]> send(URI uri, Duration elapsed) throws SourceException {
		if (++this.requests > MAX_REQUESTS) {
			throw SourceException.bound(
					"More than " + MAX_REQUESTS + " requests are needed to fetch what is referred to.",
					"Serve it from local files with 'asyncapi-kafka.references.mappings'.");
		}
		Duration rest = min(this.timeout, this.totalTimeout.minus(this.spent)).minus(elapsed);
		if (rest.isNegative()) {
			throw late();
		}
		CompletableFuture<HttpResponse<byte[]>> answer = client().sendAsync(HttpRequest.newBuilder(uri).build(),
				(info) -> (info.statusCode() == 200) ? new BoundedBody(MAX_BYTES)
						: BodySubscribers.replacing(new byte[0]));
		try {
			return answer.get(Math.max(1, rest.toNanos()), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			answer.cancel(true);
			throw late();
		}
		catch (InterruptedException ex) {
			answer.cancel(true);
			Thread.currentThread().interrupt();
			throw failed("the thread was interrupted");
		}
		catch (ExecutionException ex) {
			throw failed(reason(ex.getCause()));
		}
	}

	private String reason(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BoundedBody.TooLargeException) {
				return "it is larger than " + MAX_BYTES / 1024 / 1024 + " MB";
			}
			if (cause instanceof ConnectException) {
				return "its host cannot be reached";
			}
		}
		return (failure != null) ? failure.getClass().getSimpleName() : "unknown reason";
	}

	private SourceException late() {
		boolean alone = this.totalTimeout.minus(this.spent).compareTo(this.timeout) >= 0;
		return alone ? failed("it does not arrive within " + text(this.timeout))
				: SourceException.bound(
						"What is referred to does not arrive within " + text(this.totalTimeout)
								+ ", all files together.",
						"Serve it from local files with 'asyncapi-kafka.references.mappings'.");
	}

	private static String text(Duration duration) {
		return (duration.toMillisPart() > 0) ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private HttpClient client() {
		if (this.client == null) {
			this.client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
		}
		return this.client;
	}

	private static SourceException failed(String reason) {
		return SourceException.refused("cannot be fetched: " + reason + ".",
				"Correct it, or serve it from local files with 'asyncapi-kafka.references.mappings'.");
	}

}

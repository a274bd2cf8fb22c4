package io.github.asyncapikafka.document.source;

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * Follows references to the web: to local files that are mapped, or to hosts that are
 * allowed.
 */
final class RemoteFiles {

	private final Map<String, Tree> mappings = new TreeMap<>(
			Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

	private final List<String> allowedHosts;

	private final HttpFetcher fetcher;

	private final Map<URI, SourceException> failures = new HashMap<>();

	RemoteFiles(ReferenceSettings settings, Resource document) throws SourceException {
		this.allowedHosts = settings.allowedHosts();
		this.fetcher = new HttpFetcher(settings.timeout(), settings.totalTimeout(), this::isAllowed);
		for (Map.Entry<String, String> mapping : settings.mappings().entrySet()) {
			Tree tree = LocalFiles.tree(mapping.getValue(), document);
			this.mappings.put(prefix(mapping.getKey()), tree);
		}
	}

	private static String prefix(String text) throws SourceException {
		try {
			String prefix = Addresses.normalize(Addresses.parse(URI.create(""), text)).toString();
			return prefix.endsWith("/") ? prefix : prefix + "/";
		}
		catch (SourceException ex) {
			throw SourceException.refused("The prefix '" + text + "' of a mapping is no address.",
					"Start it with 'http://' or 'https://'.");
		}
	}

	/**
	 * Return whether a request would be needed to follow a reference.
	 */
	boolean isFetched(URI uri) {
		return isAllowed(uri) && tree(uri) == null;
	}

	private @Nullable Tree tree(URI uri) {
		return this.mappings.entrySet()
			.stream()
			.filter((mapping) -> withoutQuery(uri).startsWith(mapping.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static String withoutQuery(URI uri) {
		return uri.toString().replaceFirst("\\?.*$", "");
	}

	private boolean isAllowed(URI uri) {
		return this.allowedHosts.stream()
			.anyMatch((host) -> host.equalsIgnoreCase(uri.getHost())
					|| host.equalsIgnoreCase(uri.getHost() + ":" + port(uri)));
	}

	private static int port(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return uri.getScheme().equals("http") ? 80 : 443;
	}

	LocalFiles.Found find(URI uri) throws SourceException {
		SourceException failure = this.failures.get(uri);
		if (failure != null) {
			throw failure;
		}
		try {
			return load(uri);
		}
		catch (SourceException ex) {
			this.failures.put(uri, ex);
			throw ex;
		}
	}

	private LocalFiles.Found load(URI uri) throws SourceException {
		for (Map.Entry<String, Tree> mapping : this.mappings.entrySet()) {
			String address = withoutQuery(uri);
			if (address.startsWith(mapping.getKey())) {
				return mapped(uri, mapping.getValue(), address.substring(mapping.getKey().length()));
			}
		}
		if (!isAllowed(uri)) {
			throw SourceException.elsewhere("is not fetched.",
					"Serve its address from local files with 'asyncapi-kafka.references.mappings', or name the host '"
							+ uri.getHost() + "' in 'asyncapi-kafka.references.allowed-hosts'.");
		}
		return new LocalFiles.Found(new ByteArrayResource(this.fetcher.fetch(uri)), uri.toString(),
				new Address.Remote(uri));
	}

	private static LocalFiles.Found mapped(URI uri, Tree tree, String rest) throws SourceException {
		for (boolean decode : new boolean[] { true, false }) {
			List<String> path = LocalFiles.names(List.of(), rest, decode);
			Resource resource = path.isEmpty() ? null : tree.find(path);
			if (resource != null) {
				return new LocalFiles.Found(resource, tree.name(path), new Address.Remote(uri));
			}
		}
		throw SourceException.refused("leads nowhere: the location that its address is mapped to has no such file.",
				"Add the file, or correct 'asyncapi-kafka.references.mappings'.");
	}

}

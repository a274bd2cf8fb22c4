package io.github.asyncapikafka.document.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Addresses on the web.
 */
final class Addresses {

	private Addresses() {
	}

	/**
	 * Return the address that a reference names.
	 * @param base the address of the file that holds it
	 * @param reference a relative or absolute address
	 */
	static URI parse(URI base, String reference) throws SourceException {
		try {
			return base.resolve(new URI(reference.replace(" ", "%20")));
		}
		catch (URISyntaxException ex) {
			throw SourceException.refused("is no address.", "Correct it.");
		}
	}

	/**
	 * Return the address in one form of the many that it may be written in.
	 * @throws SourceException if it is not one that files could be fetched from
	 */
	static URI normalize(URI uri) throws SourceException {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (uri.getRawUserInfo() != null || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
			throw SourceException.refused("holds credentials.", "Remove them from the address.");
		}
		if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
			throw SourceException.refused("is no address of a file on the web.", "Correct it.");
		}
		boolean usual = uri.getPort() == (scheme.equals("http") ? 80 : 443);
		String port = (uri.getPort() < 0 || usual) ? "" : ":" + uri.getPort();
		String path = URI.create((uri.getRawPath() == null || uri.getRawPath().isEmpty()) ? "/"
				: uri.getRawPath().replaceAll("/{2,}", "/").replaceAll("(?i)%2e", "."))
			.normalize()
			.toString();
		if (path.equals("/..") || path.startsWith("/../")) {
			throw SourceException.refused("leaves the tree of its host.", "Correct it.");
		}
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + query);
	}

}

package io.github.asyncapikafka.document;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * JSON pointers (RFC 6901).
 */
final class Pointers {

	private Pointers() {
	}

	static String append(String pointer, String token) {
		return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
	}

	/**
	 * Return the tokens of the fragment of a reference.
	 * @param fragment what follows {@code #}, percent-encoded or not
	 * @return the unescaped tokens, empty for the whole document
	 */
	static List<String> tokens(String fragment) {
		if (fragment.isEmpty()) {
			return List.of();
		}
		return Arrays.stream(fragment.substring(1).split("/", -1)).map(Pointers::unescape).toList();
	}

	static String unescape(String token) {
		return decode(token).replace("~1", "/").replace("~0", "~");
	}

	private static String decode(String token) {
		if (token.indexOf('%') < 0) {
			return token;
		}
		try {
			return URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return token;
		}
	}

}

package io.github.asyncapikafka.document.tree;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * JSON pointers (RFC 6901).
 */
public final class Pointers {

	private Pointers() {
	}

	public static String append(String pointer, String token) {
		return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
	}

	/**
	 * Return the tokens of the fragment of a reference.
	 * @param fragment what follows {@code #}, percent-encoded or not
	 * @return the unescaped tokens, empty for the whole document
	 */
	public static List<String> tokens(String fragment) {
		if (fragment.isEmpty()) {
			return List.of();
		}
		return Arrays.stream(fragment.substring(1).split("/", -1)).map(Pointers::unescape).toList();
	}

	/**
	 * Return the last token of a reference.
	 * @param reference the reference, also one that is no pointer
	 * @return what follows the last slash, unescaped
	 */
	public static String lastToken(String reference) {
		return unescape(reference.substring(reference.lastIndexOf('/') + 1));
	}

	public static String unescape(String token) {
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

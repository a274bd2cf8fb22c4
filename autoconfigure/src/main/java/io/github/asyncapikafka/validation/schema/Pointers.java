package io.github.asyncapikafka.validation.schema;

import java.util.List;

import com.networknt.schema.path.NodePath;

/**
 * JSON pointers (RFC 6901).
 */
public final class Pointers {

	private Pointers() {
	}

	/**
	 * Return a pointer.
	 * @param path the way
	 * @return the JSON pointer
	 */
	public static String of(NodePath path) {
		StringBuilder pointer = new StringBuilder();
		for (int i = 0; i < path.getNameCount(); i++) {
			pointer.append('/').append(escape(String.valueOf(path.getElement(i))));
		}
		return pointer.toString();
	}

	/**
	 * Return a pointer.
	 * @param tokens the names and indexes of the way
	 * @return the JSON pointer
	 */
	public static String of(List<String> tokens) {
		StringBuilder pointer = new StringBuilder();
		tokens.forEach((token) -> pointer.append('/').append(escape(token)));
		return pointer.toString();
	}

	/**
	 * Return a name as it stands in a pointer.
	 * @param token the name
	 * @return the escaped name
	 */
	public static String escape(String token) {
		return token.replace("~", "~0").replace("/", "~1");
	}

}

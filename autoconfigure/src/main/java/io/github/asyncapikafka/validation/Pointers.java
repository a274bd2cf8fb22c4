package io.github.asyncapikafka.validation;

import java.util.List;

import com.networknt.schema.path.NodePath;

/**
 * JSON pointers (RFC 6901).
 */
final class Pointers {

	private Pointers() {
	}

	static String of(NodePath path) {
		StringBuilder pointer = new StringBuilder();
		for (int i = 0; i < path.getNameCount(); i++) {
			pointer.append('/').append(escape(String.valueOf(path.getElement(i))));
		}
		return pointer.toString();
	}

	static String of(List<String> tokens) {
		StringBuilder pointer = new StringBuilder();
		tokens.forEach((token) -> pointer.append('/').append(escape(token)));
		return pointer.toString();
	}

	static String escape(String token) {
		return token.replace("~", "~0").replace("/", "~1");
	}

}

package io.github.asyncapikafka.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Immutable copies that keep the order of the document, which {@link Map#copyOf} does
 * not.
 */
final class Copies {

	private Copies() {
	}

	static <K, V> Map<K, V> of(Map<K, V> map) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(map));
	}

}

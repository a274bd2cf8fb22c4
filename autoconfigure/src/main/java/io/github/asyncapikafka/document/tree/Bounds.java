package io.github.asyncapikafka.document.tree;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;

/**
 * Counts what a document has, and refuses it when it has too much.
 */
final class Bounds {

	static final int MAX_DEPTH = 100;

	static final int MAX_NODES = 60_000;

	private static final int MAX_KEY_LENGTH = 1_000;

	/** How many characters the pointers of all values have together. */
	private static final int MAX_POINTER_CHARACTERS = 10_000_000;

	private static final int MAX_REPEATED_CHARACTERS = 5_000_000;

	private final AtomicInteger nodes;

	private long characters;

	private long repeatedCharacters;

	private long pointerCharacters;

	/**
	 * Create an instance.
	 * @param nodes the number of values that were read before, which is increased
	 */
	Bounds(AtomicInteger nodes) {
		this.nodes = nodes;
	}

	int nodes() {
		return this.nodes.get();
	}

	/**
	 * Return how many characters the texts have that were read so far.
	 */
	long characters() {
		return this.characters;
	}

	void addText(int length) {
		this.characters += length;
	}

	void addKey(String key, Location location) {
		if (key.length() > MAX_KEY_LENGTH) {
			throw new RefusedException(location,
					"The key " + Printable.quote(key) + " is longer than " + MAX_KEY_LENGTH + " characters.",
					"Shorten it.");
		}
		addText(key.length());
	}

	/**
	 * Count what an alias repeats.
	 */
	void addRepeated(Size size, Location location) {
		addNodes(size.nodes, location);
		addText((int) size.characters);
		this.repeatedCharacters += size.characters;
		if (this.repeatedCharacters > MAX_REPEATED_CHARACTERS) {
			throw new RefusedException(location,
					"The aliases repeat more than " + MAX_REPEATED_CHARACTERS + " characters of text.",
					"Write less text behind the anchors.");
		}
	}

	void addNodes(int added, Location location) {
		if (this.nodes.addAndGet(added) > MAX_NODES) {
			throw new RefusedException(location, "The document has more than " + MAX_NODES + " values.",
					"Split it, and look for aliases that multiply.");
		}
	}

	/**
	 * Count the pointer of a place. Each value has the keys of all values above it in its
	 * pointer.
	 */
	void addPointer(Location location) {
		this.pointerCharacters += location.pointer().length();
		if (this.pointerCharacters > MAX_POINTER_CHARACTERS) {
			throw new RefusedException(location, "The keys of the document are too long for its depth.",
					"Use $ref to flatten it.");
		}
	}

	void refuseDepth(int depth, Location location) {
		if (depth > MAX_DEPTH) {
			throw new RefusedException(location, "The document is nested deeper than " + MAX_DEPTH + " levels.",
					"Use $ref to flatten it.");
		}
	}

	/**
	 * The size of what an anchor names.
	 *
	 * @param nodes how many values it has
	 * @param characters how many characters its texts have
	 */
	record Size(int nodes, long characters) {

	}

}

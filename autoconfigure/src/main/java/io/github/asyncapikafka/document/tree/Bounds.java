package io.github.asyncapikafka.document.tree;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.diagnostic.Location;

/**
 * Counts what a document has, and refuses it when it has too much.
 */
final class Bounds {

	static final int MAX_DEPTH = 100;

	static final int MAX_NODES = 200_000;

	/** How many characters the pointers of all values have together. */
	private static final int MAX_POINTER_CHARACTERS = 20_000_000;

	private final AtomicInteger nodes;

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

}

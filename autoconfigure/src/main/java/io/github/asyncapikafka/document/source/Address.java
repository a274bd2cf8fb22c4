package io.github.asyncapikafka.document.source;

import java.net.URI;
import java.util.List;

/**
 * Where a file is, as references see it.
 */
sealed interface Address {

	/**
	 * A local file.
	 *
	 * @param tree what it must not leave
	 * @param path the names from the root of the file system or of the class path
	 */
	record Local(Tree tree, List<String> path) implements Address {

		public Local {
			path = List.copyOf(path);
		}

		List<String> directory() {
			return this.path.subList(0, this.path.size() - 1);
		}

	}

	/**
	 * A remote file, or a local one that is served in its place.
	 *
	 * @param uri its normalised address
	 */
	record Remote(URI uri) implements Address {

	}

}

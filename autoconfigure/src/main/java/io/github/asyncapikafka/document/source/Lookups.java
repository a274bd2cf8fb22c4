package io.github.asyncapikafka.document.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what references into other files lead to, so that the same one is looked up
 * once, and bounds how many different ones are looked up at all.
 */
final class Lookups {

	static final int MAX_LOOKUPS = 2_000;

	private final Map<String, Lookup> lookups = new HashMap<>();

	/**
	 * Return what a reference leads to.
	 * @param base the file that holds the reference
	 * @param reference the reference without its fragment
	 * @param finder looks it up
	 * @return the file
	 * @throws SourceException if the file is refused or cannot be read, or there were too
	 * many look-ups
	 */
	SourceFile find(SourceFile base, String reference, Finder finder) throws SourceException {
		String key = base.name() + "\n" + reference;
		Lookup lookup = this.lookups.get(key);
		if (lookup == null) {
			if (this.lookups.size() >= MAX_LOOKUPS) {
				throw SourceException.bound(
						"The document has more than " + MAX_LOOKUPS + " different references into other files.",
						"Refer to less.");
			}
			lookup = lookup(base, reference, finder);
			this.lookups.put(key, lookup);
		}
		if (lookup.failure != null) {
			throw lookup.failure;
		}
		return Objects.requireNonNull(lookup.file);
	}

	private static Lookup lookup(SourceFile base, String reference, Finder finder) {
		try {
			return new Lookup(finder.find(base, reference), null);
		}
		catch (SourceException ex) {
			return new Lookup(null, ex);
		}
	}

	/**
	 * Looks up a file.
	 */
	interface Finder {

		SourceFile find(SourceFile base, String reference) throws SourceException;

	}

	/**
	 * What came of looking for a file.
	 *
	 * @param file the file, or {@code null} if there is none
	 * @param failure why there is none
	 */
	private record Lookup(@Nullable SourceFile file, @Nullable SourceException failure) {

	}

}

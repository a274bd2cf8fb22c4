package io.github.asyncapikafka.document.reference;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.Located;
import org.jspecify.annotations.Nullable;

/**
 * What came of following a reference.
 *
 * @param target the target in the end, or {@code null} if there is none
 * @param problems why there is none, or what is wrong with the file that it is in
 * @param elsewhere the remote address that is not fetched, or {@code null}
 * @param bound whether there is too much to read, all together
 */
public record Resolution(@Nullable Node target, List<Problem> problems, @Nullable Located<String> elsewhere,
		boolean bound) {

	/**
	 * Return that there was nothing to follow, or that it ended well.
	 * @param target the target
	 * @return a resolution without problems
	 */
	public static Resolution to(Node target) {
		return new Resolution(target, List.of(), null, false);
	}

	static Resolution failed(Location location, String message, String action) {
		return new Resolution(null, List.of(new Problem(location, message, action)), null, false);
	}

}

package io.github.asyncapikafka.document;

import java.util.Collection;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.document.check.type.CheckContext;
import io.github.asyncapikafka.document.tree.Dialect;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Lets the checks take part in a reading.
 */
final class ReadingCheckContext implements CheckContext {

	private final Reading reading;

	ReadingCheckContext(Reading reading) {
		this.reading = reading;
	}

	/**
	 * Return what a node leads to, but fetch nothing: only what is needed may be.
	 */
	@Override
	public @Nullable Node resolve(Node node) {
		boolean fetched = node instanceof Node.Mapping mapping && this.reading.references().isFetched(mapping);
		return fetched ? null : this.reading.references().resolve(node);
	}

	@Override
	public boolean isOfOtherDialect(Node schema) {
		Dialect dialect = this.reading.references().dialect(schema);
		return dialect != null && dialect.different();
	}

	@Override
	public boolean repeat(int values) {
		return this.reading.repeat(values);
	}

	@Override
	public String didYouMean(String name, Collection<String> candidates) {
		return this.reading.didYouMean(name, candidates);
	}

	@Override
	public void violation(Location location, String message, String action) {
		this.reading.violation(location, message, action);
	}

	@Override
	public void warning(Location location, String message, String action) {
		this.reading.warning(location, message, action);
	}

}

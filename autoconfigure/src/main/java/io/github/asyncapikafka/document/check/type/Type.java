package io.github.asyncapikafka.document.check.type;

import io.github.asyncapikafka.document.tree.Node;

/**
 * What a value of the document has to be. A type belongs to one place of the table: it is
 * told from others by its identity.
 */
@FunctionalInterface
public interface Type {

	/**
	 * Check a value.
	 * @param node the value
	 * @param name what the value is called in a message
	 * @param walk visits what the value holds, and takes what is wrong with it
	 */
	void check(Node node, String name, Walk walk);

}

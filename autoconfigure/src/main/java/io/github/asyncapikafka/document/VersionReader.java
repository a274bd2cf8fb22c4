package io.github.asyncapikafka.document;

import java.util.Map;

import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Operation;

/**
 * Reads what differs between the generations of the specification.
 */
interface VersionReader {

	/**
	 * Return the member of a Server Object that has its address.
	 * @return the name of the member
	 */
	String addressMember();

	/**
	 * Read the channels.
	 * @param root the document
	 * @return the channels by id
	 */
	Map<String, Channel> channels(Members root);

	/**
	 * Read the operations.
	 * @param root the document
	 * @param channels its channels
	 * @return the operations by id
	 */
	Map<String, Operation> operations(Members root, Map<String, Channel> channels);

}

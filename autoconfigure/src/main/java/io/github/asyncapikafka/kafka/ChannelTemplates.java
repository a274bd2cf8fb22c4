package io.github.asyncapikafka.kafka;

import io.github.asyncapikafka.binding.InvalidContractException;

/**
 * Gives the templates of the contract's channels. A bean of this type is there to be
 * injected.
 */
public interface ChannelTemplates {

	/**
	 * Return the template of a channel.
	 * @param <T> the type of the payload
	 * @param channelId the id of the channel
	 * @return the template, the same for each call
	 * @throws InvalidContractException if there is no such channel, or nothing is sent to
	 * it
	 */
	<T> ChannelTemplate<T> get(String channelId);

	/**
	 * Return the template of an operation.
	 * @param <T> the type of the payload
	 * @param operationId the id of an operation that sends
	 * @return the template, the same for each call
	 * @throws InvalidContractException if there is no such operation, or it receives
	 */
	<T> ChannelTemplate<T> getByOperation(String operationId);

}

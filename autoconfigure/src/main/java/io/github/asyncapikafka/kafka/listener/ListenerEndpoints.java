package io.github.asyncapikafka.kafka.listener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.kafka.address.Reader;
import io.github.asyncapikafka.kafka.address.Subscription;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoders;
import io.github.asyncapikafka.kafka.message.HandledMessages;

/**
 * The listeners of channels that are known, and what they do for operations.
 */
public final class ListenerEndpoints {

	private final List<ListenerEndpoint> all = new CopyOnWriteArrayList<>();

	ListenerEndpoints() {
	}

	/**
	 * Add a listener, unless it is there.
	 * @return the index by which it is found
	 */
	int add(ListenerEndpoint endpoint) {
		int index = this.all.indexOf(endpoint);
		if (index < 0) {
			index = this.all.size();
			this.all.add(endpoint);
		}
		return index;
	}

	ListenerEndpoint get(int index) {
		return this.all.get(index);
	}

	/**
	 * Report types of which no value can be made.
	 */
	void checkTypes(RecordDecoders decoders, Problems problems) {
		for (ListenerEndpoint endpoint : this.all) {
			if (endpoint.operation() != null && endpoint.handled() != null) {
				decoders.checkMakeable(endpoint.operation(), endpoint.handled(),
						EndpointReader.name(endpoint.element()), problems);
			}
		}
	}

	/**
	 * Return what the listeners declare.
	 * @return the listeners of channels
	 */
	public List<DeclaredEndpoint> declared() {
		return this.all.stream().map(ListenerEndpoint::declared).toList();
	}

	/**
	 * Return the listeners of an operation.
	 * @param operation the operation
	 * @return the names of their methods or classes with their consumer groups, empty if
	 * there are none
	 */
	public Map<String, String> groupsByElement(KafkaOperation operation) {
		Map<String, String> groups = new LinkedHashMap<>();
		this.all.stream()
			.filter((endpoint) -> endpoint.serves(operation))
			.forEach((endpoint) -> groups.put(EndpointReader.name(endpoint.element()), endpoint.effectiveGroupId()));
		return groups;
	}

	/**
	 * Return the listeners of an operation as those that read topics.
	 * @param operation the operation
	 * @return the readers, empty if there are none
	 */
	public List<Reader> readers(KafkaOperation operation) {
		return this.all.stream()
			.filter((endpoint) -> endpoint.serves(operation))
			.flatMap((endpoint) -> reader(endpoint).stream())
			.toList();
	}

	/**
	 * Return what the listeners of an operation take.
	 * @param operation the operation
	 * @return messages and types by the names of their methods or classes, empty if there
	 * are no listeners
	 */
	public Map<String, HandledMessages> handled(KafkaOperation operation) {
		Map<String, HandledMessages> handled = new LinkedHashMap<>();
		this.all.stream().filter((endpoint) -> endpoint.serves(operation)).forEach((endpoint) -> {
			if (endpoint.handled() != null) {
				handled.put(EndpointReader.name(endpoint.element()), endpoint.handled());
			}
		});
		return handled;
	}

	private static Optional<Reader> reader(ListenerEndpoint endpoint) {
		KafkaOperation operation = endpoint.operation();
		KafkaDestination destination = endpoint.destination();
		return (operation != null && destination != null)
				? Optional.of(new Reader(EndpointReader.name(endpoint.element()), destination,
						endpoint.effectiveGroupId(), endpoint.hasRetryTopics()))
				: Optional.empty();
	}

	/**
	 * Return what the listeners subscribe to.
	 * @return the subscriptions of those that can be used
	 */
	public List<Subscription> subscriptions() {
		List<Subscription> subscriptions = new ArrayList<>();
		this.all.forEach((endpoint) -> {
			KafkaDestination destination = endpoint.destination();
			if (destination != null) {
				subscriptions.add(new Subscription(endpoint.element(), destination, endpoint.effectiveGroupId()));
			}
		});
		return subscriptions;
	}

	/**
	 * Return the number of listeners that were there before another one of the same
	 * operation.
	 */
	long countBefore(ListenerEndpoint endpoint) {
		return this.all.stream()
			.takeWhile((other) -> other != endpoint)
			.filter((other) -> endpoint.operation() != null && other.operation() != null
					&& other.operation().id().equals(endpoint.operation().id()))
			.count();
	}

	/**
	 * Return the listeners that share a client id of the contract.
	 */
	List<ListenerEndpoint> withClientId(String clientId) {
		return this.all.stream().filter((endpoint) -> clientId.equals(endpoint.getClientId())).toList();
	}

}

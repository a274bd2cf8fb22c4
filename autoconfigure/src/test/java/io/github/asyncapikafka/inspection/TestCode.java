package io.github.asyncapikafka.inspection;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.asyncapikafka.binding.ChannelDestinations;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.model.Operation.Action;

/**
 * Code of a test, as plain structures.
 */
public final class TestCode {

	private final List<Endpoint> endpoints = new ArrayList<>();

	private final List<PlainAccess> plain = new ArrayList<>();

	/**
	 * A listener that takes whatever there is.
	 */
	public Endpoint listener(String element, String channel) {
		return endpoint(new Endpoint(Action.RECEIVE, element, channel));
	}

	/**
	 * A method that sends.
	 */
	public Endpoint sender(String element, String channel) {
		return endpoint(new Endpoint(Action.SEND, element, channel));
	}

	private Endpoint endpoint(Endpoint endpoint) {
		this.endpoints.add(endpoint);
		return endpoint;
	}

	public TestCode plainListener(String element, String... topics) {
		this.plain.add(new PlainAccess(Action.RECEIVE, element, List.of(topics), null));
		return this;
	}

	public TestCode plainListener(String element, Pattern pattern) {
		this.plain.add(new PlainAccess(Action.RECEIVE, element, List.of(), pattern));
		return this;
	}

	public TestCode template(String bean, String topic) {
		this.plain.add(new PlainAccess(Action.SEND, "The bean '" + bean + "'", List.of(topic), null));
		return this;
	}

	public DeclaredCode build(KafkaContract contract) {
		return new DeclaredCode(this.endpoints.stream().map((endpoint) -> endpoint.build(contract)).toList(),
				this.plain);
	}

	/**
	 * A listener or a method that sends.
	 */
	public static final class Endpoint {

		private final Action action;

		private final String element;

		private final String channel;

		private String operation = "";

		private @Nullable String groupId;

		private @Nullable Integer concurrency;

		private @Nullable String ambiguity;

		private @Nullable List<String> messages;

		private Type payload = Object.class;

		private final Map<String, Type> parameters = new LinkedHashMap<>();

		private Endpoint(Action action, String element, String channel) {
			this.action = action;
			this.element = element;
			this.channel = channel;
		}

		public Endpoint operation(String operation) {
			this.operation = operation;
			return this;
		}

		public Endpoint group(String groupId) {
			this.groupId = groupId;
			return this;
		}

		public Endpoint concurrency(int concurrency) {
			this.concurrency = concurrency;
			return this;
		}

		public Endpoint ambiguity(String ambiguity) {
			this.ambiguity = ambiguity;
			return this;
		}

		public Endpoint takes(String... messages) {
			this.messages = List.of(messages);
			return this;
		}

		public Endpoint payload(Type payload) {
			this.payload = payload;
			return this;
		}

		public Endpoint parameters(String... names) {
			Arrays.stream(names).forEach((name) -> this.parameters.put(name, String.class));
			return this;
		}

		private DeclaredEndpoint build(KafkaContract contract) {
			Map<String, Type> types = new LinkedHashMap<>();
			if (this.messages != null) {
				this.messages.forEach((message) -> types.put(message, this.payload));
			}
			DeclaredHandler handler = new DeclaredHandler(this.element, this.payload, Object.class, List.of(), true,
					this.parameters, (this.messages != null) ? types : null, void.class);
			OperationMatch match = contract.match(this.action, this.channel, this.operation, this.element);
			List<String> mistakes = (this.ambiguity != null) ? List.of(this.ambiguity) : List.of();
			DeclaredEndpoint endpoint = new DeclaredEndpoint(this.action, this.element, this.channel, match,
					this.groupId, this.concurrency, null, List.of(handler), mistakes);
			return match.operations()
				.stream()
				.filter((operation) -> operation.receives()
						&& operation.allProblems(this.parameters.keySet()).isEmpty())
				.findFirst()
				.map((operation) -> new DeclaredEndpoint(this.action, this.element, this.channel, match, this.groupId,
						this.concurrency,
						ChannelDestinations.of(contract, operation, this.parameters.keySet(), this.groupId),
						List.of(handler), mistakes))
				.orElse(endpoint);
		}

	}

}

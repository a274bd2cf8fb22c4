package io.github.asyncapikafka.inspection.rule;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler.DeclaredHeader;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.rule.message.HandledMessage;

/**
 * What one side requires of headers the other gives: listeners what the contract
 * promises, the contract what senders give. What a method takes or sends can be several
 * messages; only what is wrong for all of them counts.
 */
abstract class HeaderRule implements Rule {

	private final String id;

	private final Severity severity;

	private HeaderRule(String id, Severity severity) {
		this.id = id;
		this.severity = severity;
	}

	/**
	 * What a listener requires is there.
	 */
	static Rule required() {
		return new HeaderRule("header-required", Severity.WARN) {

			@Override
			void inspect(DeclaredEndpoint endpoint, List<HandledMessage> messages, Consumer<Observation> observations) {
				HandledMessage first = messages.get(0);
				first.handler()
					.headers()
					.stream()
					.filter((header) -> endpoint.receives() && header.required()
							&& messages.stream().allMatch((message) -> message.headers().leavesOut(header.name())))
					.forEach(
							(header) -> observations.accept(
									observation(first,
											new Problem(first.headers().location(header.name()),
													first.handler().element() + " requires the header "
															+ Printable.quote(header.name()) + ", which the contract "
															+ (first.headers().describes(header.name())
																	? "leaves optional." : "does not name."),
													relaxed(header)))));
			}

		};
	}

	/**
	 * What the contract requires is given.
	 */
	static Rule missing() {
		return new HeaderRule("missing-header", Severity.ERROR) {

			@Override
			void inspect(DeclaredEndpoint endpoint, List<HandledMessage> messages, Consumer<Observation> observations) {
				HandledMessage first = messages.get(0);
				if (endpoint.receives() || first.handler().openHeaders()) {
					return;
				}
				Set<String> missing = new TreeSet<>(first.headers().demanded());
				messages.forEach((message) -> missing.retainAll(message.headers().demanded()));
				missing.removeAll(
						first.handler().headers().stream().map(DeclaredHeader::name).collect(Collectors.toSet()));
				missing.forEach((name) -> observations.accept(observation(first,
						new Problem(first.headers().requirement(name),
								first.handler().element() + " gives no value for the header " + Printable.quote(name)
										+ ", which the message " + Printable.quote(first.message().id()) + " requires.",
								"Give the method a parameter with @Header(\"" + Printable.escape(name)
										+ "\"), or let it take a Message with its headers."))));
			}

		};
	}

	/**
	 * Say how the header need not be there: a number that is no object cannot be absent.
	 */
	private static String relaxed(DeclaredHeader header) {
		boolean number = header.type() instanceof Class<?> type && type.isPrimitive() && type != boolean.class;
		return (number ? "Use " + MethodType.methodType((Class<?>) header.type()).wrap().returnType().getSimpleName()
				+ ", with 'required' of the @Header set to false" : "Set 'required' of the @Header to false")
				+ ", or require the header in the contract.";
	}

	private static Observation observation(HandledMessage handled, Problem problem) {
		return new Observation(handled.operation().channel().id(), handled.operation(), handled.message(),
				handled.endpoint().element(), problem);
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public Severity severity() {
		return this.severity;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.all()
			.forEach((endpoint) -> endpoint.handlers()
				.stream()
				.map((handler) -> HandledMessage.of(endpoint, handler))
				.filter((messages) -> !messages.isEmpty())
				.forEach((messages) -> inspect(endpoint, messages, observations)));
	}

	/**
	 * Inspect a method.
	 * @param messages what it takes or sends, at least one
	 */
	abstract void inspect(DeclaredEndpoint endpoint, List<HandledMessage> messages, Consumer<Observation> observations);

}

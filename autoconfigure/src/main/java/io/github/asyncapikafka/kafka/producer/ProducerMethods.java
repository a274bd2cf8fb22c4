package io.github.asyncapikafka.kafka.producer;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;

/**
 * The methods of one producer interface. One that cannot send says so when it is called,
 * and does not keep the others from sending.
 */
final class ProducerMethods {

	private final Map<Method, SendMethod> methods = new LinkedHashMap<>();

	private final Map<Method, InvalidContractException> failures = new LinkedHashMap<>();

	private final List<DeclaredEndpoint> declared = new ArrayList<>();

	private final Problems problems = new Problems();

	ProducerMethods(Class<?> producerInterface, DefaultChannelTemplates templates) {
		Stream.of(producerInterface.getMethods())
			.filter((method) -> Modifier.isAbstract(method.getModifiers()))
			.sorted(Comparator.comparing(Method::toString))
			.forEach((method) -> read(method, templates));
	}

	private void read(Method method, DefaultChannelTemplates templates) {
		try {
			SendDeclaration declaration = SendDeclaration.of(method);
			OperationMatch match = templates.match(declaration.send(), declaration.name());
			if (match.failure() != null) {
				this.declared.add(declaration.toEndpoint(match, List.of()));
				this.failures.put(method,
						new InvalidContractException(List.of(Objects.requireNonNull(match.problem()))));
				return;
			}
			SendMethod sendMethod = SendMethod.of(declaration, match, templates);
			this.declared.add(sendMethod.declared());
			this.methods.put(method, sendMethod);
		}
		catch (InvalidContractException ex) {
			this.failures.put(method, ex);
			this.problems.addAll(ex.getProblems());
		}
	}

	/**
	 * Return what sends for a method.
	 * @throws InvalidContractException if nothing can
	 */
	SendMethod get(Method method) {
		InvalidContractException failure = this.failures.get(method);
		if (failure != null) {
			throw new InvalidContractException(failure.getProblems());
		}
		return Objects.requireNonNull(this.methods.get(method));
	}

	/**
	 * Return the methods that can send.
	 */
	Collection<SendMethod> usable() {
		return this.methods.values();
	}

	List<DeclaredEndpoint> declared() {
		return this.declared;
	}

	List<Problem> problems() {
		return this.problems.toList();
	}

}

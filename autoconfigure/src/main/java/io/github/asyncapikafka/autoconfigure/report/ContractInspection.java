package io.github.asyncapikafka.autoconfigure.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.ContractReport;
import io.github.asyncapikafka.inspection.DeclaredCode;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.Finding;
import io.github.asyncapikafka.inspection.InspectionMode;
import io.github.asyncapikafka.inspection.PlainAccess;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.Skipped;
import io.github.asyncapikafka.inspection.TypeComparison;
import io.github.asyncapikafka.inspection.rule.Inspector;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.model.Operation.Action;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Compares code and contract once, when all listeners and producers are known.
 */
public final class ContractInspection {

	private final InspectionMode mode;

	private final Inspector inspector;

	private final KafkaContract contract;

	private final ChannelListeners listeners;

	private final ChannelProducers producers;

	private final ConfigurableListableBeanFactory beanFactory;

	private @Nullable ContractReport report;

	/**
	 * Create an instance.
	 * @param mode what happens if code and contract disagree
	 * @param inspector compares them
	 * @param contract the contract
	 * @param listeners the listeners of the application
	 * @param producers the producer interfaces of the application
	 * @param beanFactory has the templates of the application
	 */
	public ContractInspection(InspectionMode mode, Inspector inspector, KafkaContract contract,
			ChannelListeners listeners, ChannelProducers producers, ConfigurableListableBeanFactory beanFactory) {
		this.mode = mode;
		this.inspector = inspector;
		this.contract = contract;
		this.listeners = listeners;
		this.producers = producers;
		this.beanFactory = beanFactory;
	}

	/**
	 * Compare, and return what has to stop the start-up: errors, and what cannot run but
	 * is not reported.
	 */
	List<Problem> run() {
		DeclaredCode code = code();
		ContractReport report = (this.mode != InspectionMode.OFF) ? this.inspector.inspect(this.contract, code)
				: new ContractReport(List.of(),
						List.of(new Skipped("everything", "'asyncapi-kafka.inspection.mode' is 'off'")),
						code.endpoints().size());
		this.report = report;
		List<Problem> stopping = new ArrayList<>();
		if (this.mode == InspectionMode.FAIL) {
			stopping.addAll(report.errors());
		}
		stopping.addAll(unreported(code, report));
		return stopping;
	}

	/**
	 * Return why code cannot run of which nobody would hear, because rules are off.
	 */
	private List<Problem> unreported(DeclaredCode code, ContractReport report) {
		DeclaredCode idle = new DeclaredCode(code.endpoints().stream().filter(ContractInspection::isIdle).toList(),
				List.of());
		if (idle.endpoints().isEmpty()) {
			return List.of();
		}
		return new Inspector(TypeComparison.NONE).inspect(this.contract, idle)
			.filter((finding) -> finding.severity() == Severity.ERROR
					&& report.findings().stream().noneMatch((reported) -> isSame(reported, finding)))
			.errors();
	}

	private static boolean isIdle(DeclaredEndpoint endpoint) {
		return endpoint.receives() ? endpoint.destination() == null : endpoint.match().failure() != null;
	}

	private static boolean isSame(Finding reported, Finding finding) {
		return reported.rule().equals(finding.rule()) && Objects.equals(reported.element(), finding.element());
	}

	private DeclaredCode code() {
		List<DeclaredEndpoint> endpoints = new ArrayList<>(this.listeners.endpoints().declared());
		endpoints.addAll(this.producers.declared());
		List<PlainAccess> plain = new ArrayList<>(this.listeners.plain());
		for (String name : this.beanFactory.getBeanNamesForType(KafkaTemplate.class, true, false)) {
			// One that is not there yet has sent nothing, and is not worth its creation.
			if (this.beanFactory.getSingleton(name) instanceof KafkaTemplate<?, ?> template
					&& template.getDefaultTopic() != null) {
				plain.add(new PlainAccess(Action.SEND, "The bean " + Printable.quote(name),
						List.of(template.getDefaultTopic()), null));
			}
		}
		return new DeclaredCode(endpoints, plain);
	}

	/**
	 * Return the report.
	 * @return the report
	 * @throws IllegalStateException if not all beans are there yet
	 */
	public ContractReport report() {
		if (this.report == null) {
			throw new IllegalStateException("Code and contract are compared when all singletons have been created: "
					+ "have an ObjectProvider<ContractReport> injected, and ask it later");
		}
		return this.report;
	}

	/**
	 * Log the report: one line if code and contract agree.
	 */
	void log(Log logger) {
		if (this.mode == InspectionMode.OFF) {
			return;
		}
		ContractReport report = report();
		if (report.findings().stream().anyMatch((finding) -> finding.severity() != Severity.NOTE)) {
			logger.warn(report);
		}
		else {
			logger.info(report);
		}
	}

}

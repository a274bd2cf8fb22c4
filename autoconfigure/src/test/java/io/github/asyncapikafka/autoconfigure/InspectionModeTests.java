package io.github.asyncapikafka.autoconfigure;

import java.util.Map;

import io.github.asyncapikafka.autoconfigure.failure.ProblemsFailureAnalyzer;
import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.inspection.ContractReport;
import io.github.asyncapikafka.inspection.Finding;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What becomes of an application that disagrees with its contract, by
 * {@code asyncapi-kafka.inspection}.
 */
@ExtendWith(OutputCaptureExtension.class)
class InspectionModeTests {

	private final ApplicationContextRunner contextRunner = Contract.application("""
			asyncapi: 3.1.0
			info: { title: Shop, version: 1.0.0 }
			channels:
			  orders: { address: orders, bindings: { kafka: { partitions: 1 } } }
			  audit: { address: audit }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			  sendAudit: { action: send, channel: { $ref: '#/channels/audit' } }
			""").withPropertyValues("spring.application.name=shop");

	@Test
	void errorsStopTheStartUpTogetherWithOtherProblemsBeforeAnythingRuns() {
		Lifecycle lifecycle = new Lifecycle();
		this.contextRunner.withBean(Lifecycle.class, () -> lifecycle)
			.withBean(Misspelt.class)
			.withUserConfiguration(Senders.class)
			.run((context) -> assertThat(analysis(context.getStartupFailure())).isEqualTo(
					"""
							The application does not fit its AsyncAPI contract:

							    InspectionModeTests.Sender.noChannel has no @Send.
							        -> Name its channel with @Send, or make it a default method.
							    asyncapi.yaml:1:1
							        [unknown-id] InspectionModeTests.Misspelt.on names the channel 'order', which the document does not have.
							        -> Did you mean 'orders'? There are 'orders', 'audit'.
							    asyncapi.yaml:1:1
							        [unknown-id] InspectionModeTests.Sender.misspelt names the channel 'audits', which the document does not have.
							        -> Did you mean 'audit'? There are 'orders', 'audit'.
							"""));
		assertThat(lifecycle.started).isFalse();
	}

	@Test
	void cleanReportIsOneLine(CapturedOutput output) {
		this.contextRunner.withBean(Orders.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ContractReport.class).hasErrors()).isFalse();
			assertThat(output.getOut()
				.lines()
				.filter((line) -> line.endsWith(": Code and contract agree: 1 endpoint; not compared: sendAudit")))
				.hasSize(1)
				.allMatch((line) -> line.contains(" INFO "));
		});
	}

	@Test
	void warningsAreLoggedAndDoNotStopTheStartUp(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output.getOut()).contains("Code held against the contract: 1 warning\n  warnings:\n    file:");
			assertThat(output.getOut().lines().filter((line) -> line.endsWith("contract: 1 warning")))
				.allMatch((line) -> line.contains(" WARN "));
		});
	}

	@Test
	void modeLogStartsOnlyWhatCanRun(CapturedOutput output) {
		this.contextRunner.withBean(Orders.class)
			.withBean(Misspelt.class)
			.withUserConfiguration(UsableSenders.class)
			.withPropertyValues("asyncapi-kafka.inspection.mode=log", "spring.kafka.listener.auto-startup=true",
					"spring.kafka.bootstrap-servers=localhost:1")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				KafkaListenerEndpointRegistry registry = context.getBean(KafkaListenerEndpointRegistry.class);
				assertThat(registry.getListenerContainers()).filteredOn(MessageListenerContainer::isRunning)
					.extracting(MessageListenerContainer::getListenerId)
					.containsExactly("onOrder");
				assertThat(registry.getListenerContainers()).hasSize(2);
				ContractReport report = context.getBean(ContractReport.class);
				assertThat(report.findings()).extracting(Finding::rule).containsExactly("unknown-id", "unknown-id");
				assertThatExceptionOfType(InvalidContractException.class).isThrownBy(report::throwIfErrors);
				assertThat(output.getOut()).contains("Code held against the contract: 2 errors\n  errors:\n");
				UsableSender sender = context.getBean(UsableSender.class);
				assertThat(
						catchThrowableOfType(InvalidContractException.class, () -> sender.misspelt("x")).getProblems())
					.singleElement()
					.satisfies((problem) -> assertThat(problem.message())
						.isEqualTo("InspectionModeTests.UsableSender.misspelt names the channel 'audits', which the "
								+ "document does not have."));
			});
	}

	@Test
	void modeLogStartsNoRetriesOfWhatCannotRun() {
		this.contextRunner.withBean(Retrying.class)
			.withPropertyValues("asyncapi-kafka.inspection.mode=log", "spring.kafka.listener.auto-startup=true",
					"spring.kafka.bootstrap-servers=localhost:1", "spring.kafka.admin.auto-create=false")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers()).isNotEmpty()
					.noneMatch(MessageListenerContainer::isRunning);
			});
	}

	@Test
	void modeOffComparesNothing() {
		this.contextRunner.withBean(Orders.class)
			.withPropertyValues("asyncapi-kafka.inspection.mode=off", "spring.kafka.listener.concurrency=3")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ContractReport report = context.getBean(ContractReport.class);
				assertThat(report.findings()).isEmpty();
				assertThat(report.skipped()).singleElement()
					.hasToString("everything: 'asyncapi-kafka.inspection.mode' is 'off'");
			});
	}

	@Test
	void modeOffStopsForWhatCannotRun() {
		this.contextRunner.withBean(Misspelt.class)
			.withUserConfiguration(UsableSenders.class)
			.withPropertyValues("asyncapi-kafka.inspection.mode=off")
			.run((context) -> assertThat(analysis(context.getStartupFailure())).contains(
					"[unknown-id] InspectionModeTests.Misspelt.on names the channel 'order', which the document does",
					"[unknown-id] InspectionModeTests.UsableSender.misspelt names the channel 'audits', which the "
							+ "document does"));
	}

	@Test
	void ruleThatIsOffStopsForWhatCannotRun() {
		this.contextRunner.withBean(Misspelt.class)
			.withPropertyValues("asyncapi-kafka.inspection.rules.unknown-id=off")
			.run((context) -> assertThat(analysis(context.getStartupFailure()))
				.contains("[unknown-id] InspectionModeTests.Misspelt.on names the channel 'order'"));
	}

	@Test
	void ruleThatWarnsLetsTheApplicationStart() {
		this.contextRunner.withBean(Misspelt.class)
			.withPropertyValues("asyncapi-kafka.inspection.rules.unknown-id=warn")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void ruleIsNamedByAnEnvironmentVariable() {
		this.contextRunner.withBean(Misspelt.class)
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("ASYNCAPI_KAFKA_INSPECTION_RULES_UNKNOWN_ID", "warn"))))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void ruleCanBecomeAnError() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.inspection.rules.unimplemented-operation=error")
			.run((context) -> assertThat(analysis(context.getStartupFailure()))
				.contains("[unimplemented-operation] Nothing receives with the operation 'onOrder'."));
	}

	@Test
	void unknownRuleStopsTheStartUp() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.inspection.rules.unknown-ids=off").run((context) -> {
			FailureAnalysis analysis = new ProblemsFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription())
				.contains("The property 'asyncapi-kafka.inspection.rules.unknown-ids' names no rule.");
			assertThat(analysis.getAction()).startsWith("Did you mean 'unknown-id'? There are 'ambiguous-operation',");
		});
	}

	/**
	 * YAML takes {@code off} for {@code false}.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "off", "OFF", "false" })
	void ruleIsSwitchedOff(String off) {
		this.contextRunner.withPropertyValues("asyncapi-kafka.inspection.rules.unimplemented-operation=" + off)
			.run((context) -> assertThat(context.getBean(ContractReport.class).findings()).isEmpty());
	}

	@Test
	void reportIsNotThereBeforeAllSingletons() {
		this.contextRunner.withBean(TooEarly.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Code and contract are compared when all singletons have been created: have an "
						+ "ObjectProvider<ContractReport> injected, and ask it later"));
		this.contextRunner.withBean(InTime.class)
			.run((context) -> assertThat(context.getBean(InTime.class).report.getObject().findings()).hasSize(1));
	}

	private static String analysis(Throwable failure) {
		return new ProblemsFailureAnalyzer().analyze(failure)
			.getDescription()
			.replaceAll("file:\\S*\\.yaml", "asyncapi.yaml");
	}

	static class Orders {

		@ChannelListener("orders")
		void on(Object order) {
		}

	}

	static class Misspelt {

		@ChannelListener("order")
		void on(Object order) {
		}

	}

	static class Retrying {

		@RetryableTopic
		@ChannelListener("order")
		void on(Object order) {
		}

	}

	@ChannelProducer
	interface Sender {

		@Send("audits")
		void misspelt(String event);

		void noChannel(String event);

	}

	@ImportChannelProducers(Sender.class)
	static class Senders {

	}

	@ChannelProducer
	interface UsableSender {

		@Send("audits")
		void misspelt(String event);

		@Send("audit")
		void audit(String event);

	}

	@ImportChannelProducers(UsableSender.class)
	static class UsableSenders {

	}

	static class TooEarly {

		TooEarly(ContractReport report) {
		}

	}

	static class InTime {

		private final ObjectProvider<ContractReport> report;

		InTime(ObjectProvider<ContractReport> report) {
			this.report = report;
		}

	}

	static class Lifecycle implements SmartLifecycle {

		private boolean started;

		@Override
		public void start() {
			this.started = true;
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

		@Override
		public int getPhase() {
			return Integer.MIN_VALUE;
		}

	}

}

package io.github.asyncapikafka.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.kafka.listener.ListenerEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is processed ahead of time, and started from what was generated.
 */
class AheadOfTimeTests {

	@TempDir
	private Path directory;

	private Path document;

	private String[] settings = {};

	@BeforeEach
	void writeDocument() throws Exception {
		this.document = Files.writeString(this.directory.resolve("asyncapi.yaml"), Contract.SIGNUPS);
	}

	@Test
	void registersHintsForProducersPayloadsAndExpressions() {
		RuntimeHints hints = process().getRuntimeHints();
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Events.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Sent.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Received.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(ListenerEndpoint.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/asyncapi-kafka/operations")).accepts(hints);
	}

	@Test
	void registersTheDocumentOnTheClassPathAsAResource() {
		TestGenerationContext generation = new TestGenerationContext(AheadOfTimeTests.class);
		try (AnnotationConfigApplicationContext context = context("classpath:contracts/signups.yaml")) {
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		assertThat(RuntimeHintsPredicates.resource().forResource("contracts/signups.yaml"))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	void registersTheFilesThatTheDocumentRefersTo() {
		TestGenerationContext generation = new TestGenerationContext(AheadOfTimeTests.class);
		try (AnnotationConfigApplicationContext context = context("classpath:contracts/orders.yaml")) {
			TestPropertyValues
				.of("asyncapi-kafka.references.mappings[0].prefix=https://example.com/",
						"asyncapi-kafka.references.mappings[0].location=classpath:contracts/example/")
				.applyTo(context);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		RuntimeHints hints = generation.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.resource().forResource("contracts/schemas/order.json")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("contracts/example/buyer.yaml")).accepts(hints);
	}

	@Test
	@CompileWithForkedClassLoader
	void startsFromWhatWasGeneratedWithOtherValues() throws Exception {
		TestGenerationContext generated = process();
		Files.writeString(this.document,
				Contract.SIGNUPS.replace("user_signedup", "other_topic").replace("signup-mailer", "other-group"));
		start(generated, (context, failure) -> {
			assertThat(failure).isNull();
			assertThat(context.getBean(Events.class)).isNotNull();
			assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("onUserSignedUp"))
				.satisfies((container) -> {
					assertThat(container.getContainerProperties().getTopics()).containsExactly("other_topic");
					assertThat(container.getGroupId()).isEqualTo("other-group");
				});
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void startsFromWhatWasGeneratedWithAnAddressThatIsOpen() throws Exception {
		Files.writeString(this.document, Contract.SIGNUPS.replace("address: user_signedup",
				"address: '{who}_signedup'\n    parameters: { who: { enum: [user, admin], default: user } }"));
		TestGenerationContext generated = process();
		this.settings = new String[] { "asyncapi-kafka.parameters.who=*" };
		start(generated, (context, failure) -> {
			assertThat(failure).isNull();
			assertThat(context.getBean(KafkaListenerEndpointRegistry.class)
				.getListenerContainer("onUserSignedUp")
				.getContainerProperties()
				.getTopicPattern()).satisfies((pattern) -> {
					assertThat("admin_signedup").matches(pattern);
					assertThat("other_signedup").doesNotMatch(pattern);
				});
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void doesNotStartWithOtherOperations() throws Exception {
		TestGenerationContext generated = process();
		Files.writeString(this.document, Contract.SIGNUPS.replace("publishSignup", "announceSignup"));
		start(generated, (context, failure) -> assertThat(failure).rootCause()
			.isInstanceOfSatisfying(InvalidContractException.class,
					(exception) -> assertThat(exception.getProblems()).singleElement()
						.satisfies((problem) -> assertThat(problem.message()).isEqualTo(
								"The document has other operations than when the application was processed ahead "
										+ "of time: added 'announceSignup', removed 'publishSignup'."))));
	}

	@Test
	@CompileWithForkedClassLoader
	void comparesCodeAndContractOnlyWhenItStarts() throws Exception {
		Files.writeString(this.document,
				Contract.SIGNUPS.replace("userSignedUp:\n    address", "userSigned:\n    address")
					.replace("'#/channels/userSignedUp'", "'#/channels/userSigned'"));
		TestGenerationContext generated = process();
		start(generated, (context, failure) -> assertThat(failure)
			.isInstanceOfSatisfying(InvalidContractException.class, (exception) -> assertThat(exception.getProblems())
				.extracting(Problem::message)
				.containsExactlyInAnyOrder(
						"[unknown-id] AheadOfTimeTests.Events.send names the channel 'userSignedUp', which the document "
								+ "does not have.",
						"[unknown-id] AheadOfTimeTests.Mailer.on names the channel 'userSignedUp', which the document "
								+ "does not have.")));
	}

	private TestGenerationContext process() {
		TestGenerationContext generation = new TestGenerationContext(AheadOfTimeTests.class);
		try (AnnotationConfigApplicationContext context = context(this.document.toUri().toString())) {
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		return generation;
	}

	private static AnnotationConfigApplicationContext context(String location) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		properties(location).applyTo(context);
		context.register(Application.class);
		return context;
	}

	private static TestPropertyValues properties(String location) {
		return TestPropertyValues.of("asyncapi-kafka.location=" + location, "spring.kafka.listener.auto-startup=false");
	}

	@SuppressWarnings("unchecked")
	private void start(TestGenerationContext generated, BiConsumer<GenericApplicationContext, Throwable> check) {
		String location = this.document.toUri().toString();
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			System.setProperty("spring.aot.enabled", "true");
			GenericApplicationContext context = new GenericApplicationContext(new DefaultListableBeanFactory());
			try {
				context.setClassLoader(compiled.getClassLoader());
				properties(location).and(this.settings).applyTo(context);
				ApplicationContextInitializer<GenericApplicationContext> initializer = compiled
					.getInstance(ApplicationContextInitializer.class);
				initializer.initialize(context);
				Throwable failure = null;
				try {
					context.refresh();
				}
				catch (RuntimeException ex) {
					failure = ex;
				}
				check.accept(context, failure);
			}
			finally {
				System.clearProperty("spring.aot.enabled");
				context.close();
			}
		});
	}

	record Received(String userId) {

	}

	record Sent(String userId) {

	}

	@ChannelProducer
	interface Events {

		@Send("userSignedUp")
		void send(@Key String key, Sent event);

	}

	static class Mailer {

		@ChannelListener("userSignedUp")
		void on(Received event) {
		}

	}

	@ImportAutoConfiguration({ AsyncApiKafkaAutoConfiguration.class, KafkaAutoConfiguration.class,
			JacksonAutoConfiguration.class })
	@ImportChannelProducers(Events.class)
	static class Application {

		@Bean
		Mailer mailer() {
			return new Mailer();
		}

	}

}

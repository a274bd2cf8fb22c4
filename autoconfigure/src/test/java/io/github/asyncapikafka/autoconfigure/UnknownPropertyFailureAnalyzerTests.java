package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What an application says of properties that do not exist, and that it prints no value.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertyFailureAnalyzerTests {

	private static final String SECRET = "correct-horse-battery-staple";

	@TempDir
	private Path directory;

	@Test
	void propertyOfCredentials(CapturedOutput output) {
		String file = start("""
				asyncapi-kafka:
				  credentials:
				    saslScram:
				      username: ada
				      passwrod: %s
				""".formatted(SECRET));
		assertThat(failure(output)).isEqualTo("""
				Description:

				The application does not fit its AsyncAPI contract:

				    The property 'asyncapi-kafka.credentials.saslScram.passwrod' (%s - 5:17) does not exist.


				Action:

				Did you mean 'password'? There are 'username', 'password', 'mechanism', 'ssl-bundle', 'client-id', \
				'client-secret', 'token-uri', 'scopes', 'principal', 'keytab', 'service-name', 'jaas-config', \
				'login-callback-handler'.
				""".formatted(file));
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void severalProperties(CapturedOutput output) {
		String file = start("""
				asyncapi-kafka:
				  topic-prefx: test-
				  channels:
				    user.signedup:
				      topic: other
				    '[user/signedup]':
				      partition: 3
				  references:
				    mappings:
				      - prefix: https://example.com
				        locatoin: file:/
				  role:
				    of: client
				""");
		assertThat(failure(output)).isEqualTo(
				"""
						Description:

						The application does not fit its AsyncAPI contract:

						    The property 'asyncapi-kafka.channels.[user/signedup].partition' (%1$s - 7:18) does not exist.
						        -> Did you mean 'partitions'? There are 'topic', 'parameters', 'partitions', 'replicas', \
						'configuration', 'enforcement'.
						    The property 'asyncapi-kafka.channels.user.signedup.topic' (%1$s - 5:14) does not exist.
						        -> There are 'topic', 'parameters', 'partitions', 'replicas', 'configuration', 'enforcement'. \
						An id with a dot goes into brackets.
						    The property 'asyncapi-kafka.references.mappings[0].locatoin' (%1$s - 11:19) does not exist.
						        -> Did you mean 'location'? There are 'prefix', 'location'.
						    The property 'asyncapi-kafka.role.of' (%1$s - 13:9) does not exist.
						        -> Remove it: what it is below has a value of its own.
						    The property 'asyncapi-kafka.topic-prefx' (%1$s - 2:16) does not exist.
						        -> Did you mean 'topic-prefix'? There are 'enabled', 'location', 'document', 'role', \
						'references', 'servers', 'server-settings', 'credentials',
						           'variables', 'parameters', 'enforcement', 'topics', 'dead-letter', 'inspection', 'preflight', 'topic-prefix', \
						'group-id-prefix', 'channels', 'opera...


						Action:

						Each problem is listed with its remedy after '->'.
						"""
					.formatted(file));
	}

	@Test
	void valueOfCredentials(CapturedOutput output) {
		start("""
				asyncapi-kafka:
				  credentials:
				    saslScram: %s
				""".formatted(SECRET));
		assertThat(failure(output)).isEqualTo(
				"""
						Description:

						The application does not fit its AsyncAPI contract:

						    The property 'asyncapi-kafka.credentials.saslScram' has no value of its own.


						Action:

						There are 'username', 'password', 'mechanism', 'ssl-bundle', 'client-id', 'client-secret', 'token-uri', \
						'scopes', 'principal', 'keytab', 'service-name', 'jaas-config', 'login-callback-handler'.
						""");
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void argument(CapturedOutput output) {
		start("", "--asyncapi-kafka.credentials.saslScram.secret=" + SECRET);
		assertThat(failure(output)).startsWith(
				"""
						Description:

						The application does not fit its AsyncAPI contract:

						    The property 'asyncapi-kafka.credentials.saslScram.secret' ("asyncapi-kafka.credentials.saslScram.secret" \
						from property source "commandLineArgs") does not exist.
						""");
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void propertiesOfOthersAreLeftToSpringBoot() {
		Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("other.name", "a", "other.nam", "b")));
		Throwable failure = catchThrowable(() -> binder.bind("other", Bindable.of(Other.class),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT, (source) -> true)));
		assertThat(failure).isInstanceOf(BindException.class);
		assertThat(new UnknownPropertyFailureAnalyzer().analyze(failure)).isNull();
	}

	/**
	 * Start an application that fails, and return what its file is called.
	 */
	private String start(String yaml, String... arguments) {
		try {
			Path file = Files.writeString(this.directory.resolve("application.yml"), yaml);
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.setDefaultProperties(Map.of("spring.config.location", file.toUri().toString(),
					"asyncapi-kafka.location", Contract.location(Contract.SIGNUPS).replaceFirst("^[^=]*=", "")));
			assertThat(catchThrowable(() -> application.run(arguments))).isNotNull();
			return "URL [" + file.toUri().toURL() + "]";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String failure(CapturedOutput output) {
		String text = output.getAll();
		return text.substring(text.indexOf("Description:")).stripTrailing() + "\n";
	}

	@ImportAutoConfiguration({ AsyncApiKafkaAutoConfiguration.class, KafkaAutoConfiguration.class,
			JacksonAutoConfiguration.class })
	static class Application {

	}

	record Other(String name) {

	}

}

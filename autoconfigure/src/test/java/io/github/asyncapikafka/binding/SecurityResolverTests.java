package io.github.asyncapikafka.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.setting.SpringSecuritySettings;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how a server is authenticated with.
 */
class SecurityResolverTests {

	private static final String SPRING_JAAS = "spring.kafka.properties.sasl.jaas.config";

	private static final String SCOPES = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  main: { host: 'prod:9092', protocol: kafka, security: [ { $ref: '#/components/securitySchemes/oauth' } ] }
			channels: { orders: { address: orders } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    security: [ { type: oauth2, scopes: [ read, write ], flows: {} } ]
			  onOther:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    security: [ { type: plain } ]
			components:
			  securitySchemes:
			    oauth: { type: oauth2, scopes: [ read ], flows: {} }
			""";

	private final TestSettings settings = new TestSettings();

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			kafka,        plain,        SASL_PLAINTEXT, PLAIN
			kafka,        scramSha256,  SASL_PLAINTEXT, SCRAM-SHA-256
			kafka,        scramSha512,  SASL_PLAINTEXT, SCRAM-SHA-512
			kafka,        gssapi,       SASL_PLAINTEXT, GSSAPI
			kafka,        oauth2,       SASL_PLAINTEXT, OAUTHBEARER
			kafka,        userPassword, SASL_PLAINTEXT, PLAIN
			kafka,        X509,         SSL,            -
			kafka-secure, plain,        SASL_SSL,       PLAIN
			kafka-secure, scramSha256,  SASL_SSL,       SCRAM-SHA-256
			kafka-secure, scramSha512,  SASL_SSL,       SCRAM-SHA-512
			kafka-secure, gssapi,       SASL_SSL,       GSSAPI
			kafka-secure, oauth2,       SASL_SSL,       OAUTHBEARER
			kafka-secure, userPassword, SASL_SSL,       PLAIN
			kafka-secure, X509,         SSL,            -
			""")
	void schemeDecidesProtocolAndMechanism(String serverProtocol, String type, String protocol,
			@Nullable String mechanism) {
		Credentials credentials = new Credentials("user", "secret", type.equals("userPassword") ? "PLAIN" : null,
				"bundle", "client", "secret", "https://tokens", List.of(), "principal", "keytab", null, null, null);
		this.settings.servers("main").credentials("main", credentials);
		KafkaSecurity security = security(server(serverProtocol, "{ type: " + type + flows(type) + " }"));
		assertThat(security.protocol().value()).isEqualTo(protocol);
		assertThat((security.mechanism() != null) ? security.mechanism().value() : null).isEqualTo(mechanism);
		assertThat(security.credentials()).isEqualTo((mechanism != null)
				? new Value<>(credentials, Source.property("asyncapi-kafka.credentials.main")) : null);
		assertThat(security.sslBundle()).hasToString("bundle (asyncapi-kafka.credentials.main.ssl-bundle)");
	}

	private static String flows(String type) {
		return type.equals("oauth2")
				? ", flows: { clientCredentials: { tokenUrl: 'https://a.b', availableScopes: {} } }" : "";
	}

	@ParameterizedTest
	@CsvSource({ "kafka, PLAINTEXT", "kafka-secure, SSL" })
	void withoutASchemeTheProtocolOfTheServerDecides(String serverProtocol, String protocol) {
		assertThat(security(server(serverProtocol)).protocol()).hasToString(protocol + " (asyncapi.yaml:4:3)");
	}

	@Test
	void credentialsAreNeverPrinted() {
		Credentials credentials = password("ada", "lovelace");
		this.settings.servers("main").credentials("main", credentials);
		KafkaContract contract = this.settings.contract(server("kafka", "{ type: plain }"));
		assertThat(contract.server().toString() + this.settings.build()).doesNotContain("ada", "lovelace")
			.contains("Credentials[hidden]");
	}

	@Test
	void missingCredentialsAreNamed() {
		this.settings.servers("main");
		assertThat(problems(server("kafka", "{ type: scramSha256 }", "{ type: X509 }")))
			.containsExactly("asyncapi.yaml:4:3 The server 'main' asks for 'main' (scramSha256) or 'main' (X509), but "
					+ "there are no credentials for it. Set 'asyncapi-kafka.credentials.main.username' and '.password' "
					+ "or 'asyncapi-kafka.credentials.main.ssl-bundle'.");
	}

	@Test
	void incompleteCredentialsAreNamed() {
		this.settings.servers("main").credentials("main", password("ada", null));
		assertThat(problems(server("kafka", "{ type: plain }")))
			.containsExactly("asyncapi.yaml:5:55 The credentials of 'main' (plain) are not complete. "
					+ "Set 'asyncapi-kafka.credentials.main.password'.");
	}

	@Test
	void userAndPasswordNeedAMechanism() {
		this.settings.servers("main").credentials("main", password("ada", "secret"));
		assertThat(problems(server("kafka", "{ type: userPassword }")))
			.containsExactly("asyncapi.yaml:5:55 The credentials of 'main' (userPassword) are not complete. "
					+ "Set 'asyncapi-kafka.credentials.main.mechanism'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "apiKey, in: user", "http, scheme: basic", "httpApiKey, in: header, name: key" })
	void whatAKafkaConnectionCannotMeetIsRefused(String type) {
		this.settings.servers("main");
		assertThat(problems(server("kafka", "{ type: " + type + " }"))).singleElement()
			.asString()
			.contains("which a Kafka connection cannot meet. Set 'spring.kafka.security.protocol'");
	}

	@Test
	void schemeWithCredentialsIsUsed() {
		this.settings.servers("main").credentials("second", password("ada", "secret"));
		assertThat(security(two()).mechanism()).hasToString("SCRAM-SHA-512 (asyncapi.yaml:8:3)");
	}

	@Test
	void severalSchemesWithCredentialsAreAmbiguous() {
		this.settings.servers("main")
			.credentials("first", password("ada", "secret"))
			.credentials("second", password("ada", "secret"));
		assertThat(problems(two()))
			.containsExactly("asyncapi.yaml:4:3 The server 'main' can be authenticated with in several ways: 'first' "
					+ "(plain) or 'second' (scramSha512). Choose one with "
					+ "'asyncapi-kafka.server-settings.main.security-scheme'.");
		this.settings.securityScheme("main", "first");
		assertThat(security(two()).mechanism()).hasToString("PLAIN (asyncapi.yaml:7:3)");
	}

	@Test
	void chosenSchemeMustExist() {
		this.settings.servers("main").securityScheme("main", "third");
		assertThat(this.settings.problemsOf(two()))
			.containsExactly("asyncapi.yaml:4:3 The property 'asyncapi-kafka.server-settings.main.security-scheme' "
					+ "names 'third', which is no security scheme of the server. Name one of 'first' (plain) or 'second' "
					+ "(scramSha512).");
	}

	@Test
	void credentialsMustBelongToAScheme() {
		this.settings.credentials("frist", password("ada", "secret"));
		assertThat(this.settings.problemsOf(two()))
			.containsExactly("The property 'asyncapi-kafka.credentials.frist' matches nothing in the document. "
					+ "Did you mean 'first'? There are 'first', 'second'.");
	}

	@Test
	void credentialsDoNotGoToAHostThatNoPropertyNames() {
		this.settings.credentials("main", password("ada", "secret"));
		assertThat(problems(server("kafka", "{ type: plain }")))
			.containsExactly("asyncapi.yaml:4:3 The server 'main' is at a host of the document, and it asks for 'main' "
					+ "(plain), but no property names the server. Set 'asyncapi-kafka.servers' to 'main' to send "
					+ "credentials there, or set 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void credentialsOfSpringDoNotGoToAHostThatNoPropertyNames() {
		this.settings.springSecurity(new SpringSecuritySettings(null, List.of(), null, SPRING_JAAS, null, true));
		assertThat(problems(server("kafka")))
			.containsExactly("asyncapi.yaml:4:3 The server 'main' is at a host of the document, and '" + SPRING_JAAS
					+ "' has credentials, but no property names the server. Set 'asyncapi-kafka.servers' to 'main' to "
					+ "send credentials there, or set 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void credentialsOfSpringServeANamedServer() {
		this.settings.servers("main")
			.springSecurity(new SpringSecuritySettings(null, List.of(), null, SPRING_JAAS, null, true));
		KafkaSecurity security = security(server("kafka-secure", "{ type: scramSha256 }"));
		assertThat(security.protocol().value()).isEqualTo("SASL_SSL");
		assertThat(security.mechanism()).hasToString("SCRAM-SHA-256 (asyncapi.yaml:5:62)");
		assertThat(security.credentials()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PLAINTEXT", "SASL_PLAINTEXT" })
	void weakerProtocolIsAWarning(String protocol) {
		this.settings.servers("main")
			.springSecurity(new SpringSecuritySettings(ofSpring(protocol), List.of(), null, SPRING_JAAS, null, true));
		KafkaContract contract = this.settings.contract(server("kafka-secure", "{ type: plain }"));
		assertThat(contract.serverProblems()).isEmpty();
		assertThat(TestDocuments.lines(contract.warnings()))
			.containsExactly("asyncapi.yaml:4:3 The server 'main' asks for SASL_SSL, but " + "'spring.kafka' makes it "
					+ protocol + ". Remove the property, unless the " + "connection is protected otherwise.");
	}

	@Test
	void chosenSchemeNeedsCredentialsToo() {
		this.settings.servers("main").securityScheme("main", "second");
		assertThat(problems(two())).containsExactly("asyncapi.yaml:4:3 The server 'main' asks for 'second' "
				+ "(scramSha512), but there are no credentials for it. Set 'asyncapi-kafka.credentials.second.username' "
				+ "and '.password'.");
		this.settings.spring("spring.kafka.bootstrap-servers", "localhost:9092");
		KafkaContract contract = this.settings.contract(two());
		assertThat(contract.serverProblems()).isEmpty();
		assertThat(contract.server().security()).isNull();
	}

	@Test
	void schemeWithCredentialsOfItsOwnComesBeforeThoseOfSpring() {
		this.settings.servers("main")
			.credentials("user", password("ada", "secret"))
			.springSecurity(new SpringSecuritySettings(null, List.of(), null, null, "spring.kafka.ssl.bundle", true));
		assertThat(security(version2("plain", "{ user: [] }, { certificate: [] }")).protocol().value())
			.isEqualTo("SASL_PLAINTEXT");
	}

	@Test
	void explicitProtocolElsewhereNeedsNoCredentialsInConfiguration() {
		this.settings.spring("spring.kafka.bootstrap-servers", "broker:9092")
			.springSecurity(new SpringSecuritySettings(ofSpring("SASL_SSL"), List.of(), null, null, null, true));
		KafkaContract contract = this.settings.contract(server("kafka-secure", "{ type: scramSha256 }"));
		assertThat(contract.serverProblems()).isEmpty();
		assertThat(contract.notes()).hasSize(1);
	}

	@Test
	void connectionDetailsNeedNoCompleteCredentials() {
		this.settings.connectionProvided().credentials("main", password("ada", null));
		KafkaContract contract = this.settings.contract(server("kafka-secure", "{ type: plain }"));
		assertThat(contract.serverProblems()).isEmpty();
		assertThat(contract.server().security()).isNull();
	}

	@Test
	void weakerProtocolOfSomeClientsIsAWarning() {
		this.settings.servers("main")
			.springSecurity(
					new SpringSecuritySettings(null, List.of(ofSpring("PLAINTEXT")), null, SPRING_JAAS, null, true));
		KafkaContract contract = this.settings.contract(server("kafka-secure", "{ type: plain }"));
		assertThat(contract.server().security().protocol().value()).isEqualTo("SASL_SSL");
		assertThat(contract.warnings()).hasSize(1);
	}

	@Test
	void schemeIsANoteWhereTheHostIsReplacedAndNothingIsConfigured() {
		this.settings.spring("spring.kafka.bootstrap-servers", "localhost:9092");
		KafkaContract contract = this.settings.contract(server("kafka-secure", "{ type: scramSha256 }"));
		assertThat(contract.server().security()).isNull();
		assertThat(contract.serverProblems()).isEmpty();
		assertThat(contract.notes())
			.containsExactly("The server 'main' asks for 'main' (scramSha256), which is not applied: its host is "
					+ "replaced, and configuration has no credentials for it");
	}

	@Test
	void schemeIsAppliedToAReplacedHostIfThereAreCredentials() {
		this.settings.spring("spring.kafka.bootstrap-servers", "localhost:9092")
			.credentials("main", password("ada", "secret"));
		assertThat(security(server("kafka", "{ type: plain }")).protocol().value()).isEqualTo("SASL_PLAINTEXT");
	}

	@Test
	void schemeIsDemandedFromAReplacedHostIfSecurityIsConfigured() {
		this.settings.spring("spring.kafka.bootstrap-servers", "broker:9092")
			.springSecurity(new SpringSecuritySettings(null, List.of(), null, null, "spring.kafka.ssl.bundle", true));
		assertThat(problems(server("kafka-secure", "{ type: plain }"))).singleElement()
			.asString()
			.contains("there are no credentials for it. Set 'asyncapi-kafka.credentials.main.username'");
	}

	@Test
	void severalSchemesWithCredentialsAreAmbiguousAtAReplacedHostToo() {
		this.settings.spring("spring.kafka.bootstrap-servers", "localhost:9092")
			.credentials("first", password("ada", "secret"))
			.credentials("second", password("ada", "secret"));
		assertThat(problems(two())).singleElement().asString().contains("in several ways");
	}

	@Test
	void encryptionIsNotDemandedFromAReplacedHost() {
		this.settings.spring("spring.kafka.bootstrap-servers", "localhost:9092");
		assertThat(this.settings.contract(server("kafka-secure")).server().security()).isNull();
	}

	@Test
	void connectionDetailsNeedNoCredentials() {
		this.settings.connectionProvided()
			.springSecurity(new SpringSecuritySettings(null, List.of(), null, null, "spring.kafka.ssl.bundle", true));
		KafkaContract contract = this.settings.contract(server("kafka-secure", "{ type: plain }"));
		assertThat(contract.serverProblems()).isEmpty();
		assertThat(contract.server().security()).isNull();
	}

	@Test
	void namesOfOneRequirementAreNeededTogether() {
		this.settings.servers("main")
			.credentials("user", password("ada", "secret"))
			.credentials("certificate", new Credentials(null, null, null, "bundle", null, null, null, List.of(), null,
					null, null, null, null));
		KafkaSecurity security = security(version2("plain", "{ user: [], certificate: [] }"));
		assertThat(security.protocol().value()).isEqualTo("SASL_SSL");
		assertThat(security.mechanism()).isNotNull();
		assertThat(security.sslBundle()).hasToString("bundle (asyncapi-kafka.credentials.certificate.ssl-bundle)");
	}

	@Test
	void onlyWhatIsMissingOfAllIsAskedFor() {
		this.settings.servers("main").credentials("user", password("ada", "secret"));
		assertThat(problems(version2("plain", "{ user: [], certificate: [] }"))).singleElement()
			.asString()
			.endsWith("Set 'asyncapi-kafka.credentials.certificate.ssl-bundle'.");
	}

	@Test
	void missingVariableAndMissingCredentialsAreToldTogether() {
		this.settings.servers("main");
		assertThat(problems(server("kafka", "{ type: plain }").replace("prod:9092", "{stage}:9092"))).hasSize(2);
	}

	@Test
	void twoTypesOfSaslCannotBeNeededTogether() {
		this.settings.servers("main");
		assertThat(problems(version2("plain", "{ user: [], other: [] }"))).singleElement()
			.asString()
			.contains("The server 'main' asks for 'user' (plain) with 'other' (scramSha256), which a Kafka connection "
					+ "cannot meet.");
	}

	@Test
	void scopesAreThoseOfServerAndOperationsUnlessConfigured() {
		this.settings.servers("main").credentials("oauth", token(List.of()));
		assertThat(security(SCOPES).scopes()).containsExactly("read", "write");
		this.settings.credentials("oauth", token(List.of("all")));
		assertThat(security(SCOPES).scopes()).containsExactly("all");
	}

	@Test
	void securityOfAnOperationThatAConnectionCannotMeetIsNoted() {
		this.settings.servers("main").credentials("oauth", token(List.of()));
		KafkaContract contract = this.settings.contract(SCOPES);
		assertThat(contract.operations().get("onOrder").notes()).isEmpty();
		assertThat(contract.operations().get("onOther").notes())
			.containsExactly("The security of the operation 'onOther' is not applied: connections are authenticated as "
					+ "their server asks (asyncapi.yaml:14:17)");
	}

	@Test
	void serversOfOtherProtocolsAreNoted() {
		assertThat(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main: { host: 'prod:9092', protocol: kafka }
				  web: { host: 'prod:80', protocol: ws }
				""").notes()).containsExactly("Servers that do not speak Kafka are ignored: 'web' (ws)");
	}

	private static Credentials token(List<String> scopes) {
		return new Credentials(null, null, null, null, "client", "secret", "https://tokens", scopes, null, null, null,
				null, null);
	}

	private static Credentials password(String username, @Nullable String password) {
		return TestSettings.password(username, password);
	}

	private static Value<String> ofSpring(String value) {
		return new Value<>(value, Source.property("spring.kafka"));
	}

	private static String server(String protocol, String... schemes) {
		return """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main:
				    { host: 'prod:9092', protocol: %s, security: [ %s ] }
				""".formatted(protocol, String.join(", ", schemes));
	}

	private static String two() {
		return """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main: { host: 'prod:9092', protocol: kafka, security: [ %s, %s ] }
				components:
				 securitySchemes:
				  first: { type: plain }
				  second: { type: scramSha512 }
				""".formatted(ref("first"), ref("second"));
	}

	private static String ref(String name) {
		return "{ $ref: '#/components/securitySchemes/" + name + "' }";
	}

	private static String version2(String type, String requirement) {
		return """
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main: { url: 'prod:9092', protocol: kafka, security: [ %s ] }
				channels: {}
				components:
				  securitySchemes:
				    user: { type: %s }
				    other: { type: scramSha256 }
				    certificate: { type: X509 }
				""".formatted(requirement, type);
	}

	private KafkaSecurity security(String yaml) {
		KafkaContract contract = this.settings.contract(yaml);
		assertThat(contract.serverProblems()).isEmpty();
		assertThat(contract.server().security()).isNotNull();
		return contract.server().security();
	}

	private List<String> problems(String yaml) {
		return TestDocuments.lines(this.settings.contract(yaml).serverProblems());
	}

}

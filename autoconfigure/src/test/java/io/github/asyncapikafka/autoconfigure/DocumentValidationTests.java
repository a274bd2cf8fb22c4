package io.github.asyncapikafka.autoconfigure;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code asyncapi-kafka.document.validation}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DocumentValidationTests {

	private static final String WARNING = ".yaml:3:8 The document has no member 'onwer'. Known are ";

	private final ApplicationContextRunner contextRunner = Contract.application("""
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			onwer: shop
			""");

	@Test
	void ownDocumentIsReadStrictly() {
		this.contextRunner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(InvalidAsyncApiDocumentException.class)
			.hasMessageContaining(WARNING));
	}

	@Test
	void documentOfAnotherApplicationIsReadLeniently(CapturedOutput output) {
		this.contextRunner.withPropertyValues("asyncapi-kafka.role=client")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut().lines().filter((line) -> line.contains(WARNING))).singleElement()
			.asString()
			.contains(" WARN ");
	}

	@Test
	void ownDocumentCanBeReadLeniently(CapturedOutput output) {
		this.contextRunner.withPropertyValues("asyncapi-kafka.document.validation=lenient")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains(WARNING);
	}

	@Test
	void documentOfAnotherApplicationCanBeReadStrictly() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.role=client", "asyncapi-kafka.document.validation=strict")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidAsyncApiDocumentException.class));
	}

	@Test
	void atMostTwentyWarningsAreLogged(CapturedOutput output) {
		String members = IntStream.range(0, 23).mapToObj("unknown%d: 1\n"::formatted).collect(Collectors.joining());
		Contract.application("asyncapi: 3.0.0\ninfo: { title: Orders, version: 1.0.0 }\n" + members)
			.withPropertyValues("asyncapi-kafka.document.validation=lenient")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut().lines().filter((line) -> line.contains("The document has no member"))).hasSize(20);
		assertThat(output).contains("... and 3 more in the AsyncAPI document");
	}

}

package io.github.asyncapikafka.document;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for files that are there and cannot be opened, as if the application had no right
 * to read them.
 */
class UnreadableFileTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders: { $ref: orders.yaml }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	@Test
	void fileThatIsReferredToIsNamed() {
		assertThat(problemsOf("asyncapi.yaml"))
			.containsExactly("classpath:asyncapi.yaml:4:3 The reference 'orders.yaml' leads to a file that cannot be "
					+ "read: FileNotFoundException. Check that the location is a file that the application may read.");
	}

	@Test
	void documentIsNamed() {
		assertThat(problemsOf("orders.yaml"))
			.containsExactly("classpath:orders.yaml:1:1 The document cannot be read: FileNotFoundException. "
					+ "Check that the location is a file that the application may read.");
	}

	private static List<String> problemsOf(String name) {
		return TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), new ClassPathResource(name, new Unreadable()));
	}

	/**
	 * A class path on which only the document can be opened.
	 */
	private static final class Unreadable extends ClassLoader {

		Unreadable() {
			super(null);
		}

		@Override
		protected Enumeration<URL> findResources(String name) {
			return name.endsWith("/") ? Collections.emptyEnumeration()
					: Collections.enumeration(List.of(findResource(name)));
		}

		@Override
		protected URL findResource(String name) {
			try {
				return new URL(null, "test:/" + name, new Handler());
			}
			catch (MalformedURLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	private static final class Handler extends URLStreamHandler {

		@Override
		protected URLConnection openConnection(URL url) {
			return new URLConnection(url) {

				@Override
				public void connect() {
				}

				@Override
				public InputStream getInputStream() throws IOException {
					if (!url.getPath().equals("/asyncapi.yaml")) {
						throw new FileNotFoundException(url.getPath() + " (Permission denied)");
					}
					return new ByteArrayInputStream(DOCUMENT.getBytes(StandardCharsets.UTF_8));
				}

			};
		}

	}

}

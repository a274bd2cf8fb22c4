package io.github.asyncapikafka.document;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Server;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * Loads AsyncAPI documents of versions 2.0 to 2.6, 3.0 and 3.1, in YAML or JSON. Needs no
 * Spring Boot and opens no connection. Instances are immutable and may be shared.
 */
public final class AsyncApiDocumentLoader {

	static final int MAX_BYTES = 2 * 1024 * 1024;

	private static final Pattern VERSION_2 = Pattern.compile("2\\.[0-6]\\.\\d+");

	private static final Pattern VERSION_3 = Pattern.compile("3\\.[01]\\.\\d+");

	private final boolean strict;

	private AsyncApiDocumentLoader(boolean strict) {
		this.strict = strict;
	}

	/**
	 * Return a loader that refuses everything that the specification forbids.
	 * @return a strict loader
	 */
	public static AsyncApiDocumentLoader strict() {
		return new AsyncApiDocumentLoader(true);
	}

	/**
	 * Return a loader that refuses only what makes a document unusable. The rest is in
	 * {@link AsyncApi#warnings()}.
	 * @return a lenient loader
	 */
	public static AsyncApiDocumentLoader lenient() {
		return new AsyncApiDocumentLoader(false);
	}

	/**
	 * Load a document.
	 * @param resource where the document is
	 * @return the resolved document
	 * @throws InvalidAsyncApiDocumentException if the document is missing, cannot be
	 * parsed, or is not valid, with everything that is wrong
	 */
	public AsyncApi load(Resource resource) {
		String name = name(resource);
		Problems problems = new Problems();
		String content = content(resource, name, problems);
		Node root = (content != null) ? NodeReader.read(name, content, problems) : null;
		AsyncApi asyncApi = (root != null) ? read(root, problems) : null;
		if (asyncApi == null || !problems.isEmpty()) {
			throw new InvalidAsyncApiDocumentException(name, problems.toList());
		}
		return asyncApi;
	}

	private @Nullable AsyncApi read(Node root, Problems problems) {
		Reading reading = new Reading(root, this.strict, problems);
		Members members = reading.object(root, "document");
		Located<String> version = (members != null) ? members.requiredText("asyncapi") : null;
		if (members == null || version == null) {
			return null;
		}
		VersionReader versionReader = versionReader(version, reading);
		if (versionReader == null) {
			return null;
		}
		members.allow("document", versionReader.rootMembers());
		Members info = members.object("info");
		if (info == null) {
			members.required("info");
		}
		String title = textOf(info, "title");
		String applicationVersion = textOf(info, "version");
		ServerReader serverReader = new ServerReader(reading,
				new KafkaBindingReader(reading, new SchemaReader(reading)), members.object("components"));
		Map<String, Server> servers = serverReader.read(members, versionReader.addressMember());
		Map<String, Channel> channels = versionReader.channels(members);
		Map<String, Operation> operations = versionReader.operations(members, channels);
		return new AsyncApi(version.value(), title, applicationVersion, members.located("defaultContentType"), servers,
				channels, operations, reading.warnings(), root.location());
	}

	private static @Nullable VersionReader versionReader(Located<String> version, Reading reading) {
		if (VERSION_3.matcher(version.value()).matches()) {
			return new Version3Reader(reading);
		}
		if (VERSION_2.matcher(version.value()).matches()) {
			return new Version2Reader(reading);
		}
		reading.problem(version.location(),
				"AsyncAPI version " + Printable.quote(version.value()) + " is not one that is read.",
				"Use 2.0.0 to 2.6.0, 3.0.x or 3.1.x.");
		return null;
	}

	private static String textOf(@Nullable Members info, String name) {
		Located<String> text = (info != null) ? info.requiredText(name) : null;
		return (text != null) ? text.value() : "";
	}

	private static @Nullable String content(Resource resource, String name, Problems problems) {
		Location location = new Location(name, "", 1, 1);
		try (InputStream input = resource.getInputStream()) {
			byte[] bytes = input.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES) {
				problems.add(location, "The document is larger than " + MAX_BYTES / 1024 / 1024 + " MB.", "Split it.");
				return null;
			}
			return decode(bytes);
		}
		catch (CharacterCodingException ex) {
			problems.add(location, "The document is not text in UTF-8.", "Save it in UTF-8.");
		}
		catch (FileNotFoundException ex) {
			problems.add(location, "There is no such document.", "Correct the location, or create the document.");
		}
		catch (IOException ex) {
			problems.add(location, "The document cannot be read: " + ex.getClass().getSimpleName() + ".",
					"Check that the location is a file that the application may read.");
		}
		return null;
	}

	private static String decode(byte[] bytes) throws CharacterCodingException {
		Charset charset = StandardCharsets.UTF_8;
		if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
			charset = StandardCharsets.UTF_16BE;
		}
		else if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
			charset = StandardCharsets.UTF_16LE;
		}
		String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	/**
	 * Return what a person calls the resource.
	 */
	private static String name(Resource resource) {
		if (resource instanceof ClassPathResource classPathResource) {
			return "classpath:" + classPathResource.getPath();
		}
		try {
			return resource.getURI().toString();
		}
		catch (IOException ex) {
			return (resource.getFilename() != null) ? resource.getFilename() : resource.getDescription();
		}
	}

}

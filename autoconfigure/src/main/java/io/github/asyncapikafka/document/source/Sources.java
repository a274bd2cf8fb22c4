package io.github.asyncapikafka.document.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * The files of one document: itself, and what its references lead to. Not safe for use by
 * several threads.
 */
public final class Sources {

	static final int MAX_FILES = 200;

	static final int MAX_BYTES = 2 * 1024 * 1024;

	static final int MAX_TOTAL_BYTES = 10 * 1024 * 1024;

	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

	private static final Pattern WEB = Pattern.compile("(?i)https?:.*", Pattern.DOTALL);

	private static final URI NO_BASE = URI.create("");

	private final Resource resource;

	private final String name;

	private final LocalFiles local;

	private final RemoteFiles remote;

	private final Map<Object, SourceFile> files = new LinkedHashMap<>();

	private final Lookups lookups = new Lookups();

	private long bytes;

	/**
	 * Create an instance.
	 * @param resource the document
	 * @param settings how far its references may reach
	 * @throws SourceException if the settings name something that does not exist
	 */
	public Sources(Resource resource, ReferenceSettings settings) throws SourceException {
		this.resource = resource;
		this.name = name(resource);
		this.local = LocalFiles.of(resource, this.name, settings.roots());
		this.remote = new RemoteFiles(settings, resource);
	}

	/**
	 * Return what a person calls a document.
	 * @param resource where it is
	 * @return its name
	 */
	public static String name(Resource resource) {
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

	/**
	 * Read the document itself.
	 * @return the document
	 * @throws SourceException if it cannot be read
	 */
	public SourceFile document() throws SourceException {
		Address.Local address = this.local.document();
		Object key = (address != null) ? address.path() : this.resource;
		return add(key, this.name, address, read(this.resource, "The document"));
	}

	/**
	 * Return whether a request would be needed to follow a reference.
	 * @param reference the reference without its fragment
	 * @return {@code true} if it leads to a host that is allowed
	 */
	public boolean isFetched(String reference) {
		try {
			return WEB.matcher(reference).matches()
					&& this.remote.isFetched(Addresses.normalize(Addresses.parse(NO_BASE, reference)));
		}
		catch (SourceException ex) {
			return false;
		}
	}

	/**
	 * Return the file that a reference leads to.
	 * @param base the file that holds the reference
	 * @param reference the reference without its fragment
	 * @return the file
	 * @throws SourceException if the file is refused or cannot be read; its message
	 * continues a sentence that starts with the reference, except for a bound
	 */
	public SourceFile find(SourceFile base, String reference) throws SourceException {
		return this.lookups.find(base, reference, this::lookUp);
	}

	private SourceFile lookUp(SourceFile base, String reference) throws SourceException {
		if (WEB.matcher(reference).matches()) {
			return ofWeb(NO_BASE, reference);
		}
		if (SCHEME.matcher(reference).lookingAt() || reference.indexOf('\\') >= 0) {
			throw notRelative();
		}
		if (base.address() instanceof Address.Remote remoteBase) {
			return ofWeb(remoteBase.uri(), reference);
		}
		if (reference.startsWith("/")) {
			throw SourceException.refused("is not relative to the file that holds it.",
					"Write the path from the directory of that file, without '/' at its start.");
		}
		if (!(base.address() instanceof Address.Local localBase)) {
			throw SourceException.refused(
					"leads to another file, but the document is neither a file nor on the class path.",
					"Load it from a file, or refer to what is in it with '#/...'.");
		}
		LocalFiles.Found found = this.local.find(localBase, reference);
		return read(key(found), found);
	}

	private Object key(LocalFiles.Found found) {
		if (found.address() instanceof Address.Local address) {
			boolean own = this.local.document() != null && this.local.document().tree() == address.tree();
			return own ? address.path() : List.of(address.tree(), address.path());
		}
		return found.address();
	}

	private SourceFile ofWeb(URI base, String reference) throws SourceException {
		URI uri = Addresses.normalize(Addresses.parse(base, reference));
		SourceFile known = this.files.get(new Address.Remote(uri));
		if (known != null) {
			return known;
		}
		LocalFiles.Found found = this.remote.find(uri);
		return read(found.address(), found);
	}

	private SourceFile read(Object key, LocalFiles.Found found) throws SourceException {
		SourceFile known = this.files.get(key);
		if (known != null) {
			return known;
		}
		if (this.files.size() >= MAX_FILES) {
			throw SourceException.bound("The document refers to more than " + (MAX_FILES - 1) + " other files.",
					"Join some of them.");
		}
		String content = read(found.resource(), "leads to a file that");
		boolean taken = this.files.values().stream().anyMatch((file) -> file.name().equals(found.name()));
		return add(key, taken ? name(found.resource()) + " (" + this.files.size() + ")" : found.name(), found.address(),
				content);
	}

	private SourceFile add(Object key, String name, @Nullable Address address, String content) {
		SourceFile file = new SourceFile(name, content, address);
		this.files.put(key, file);
		return file;
	}

	private String read(Resource resource, String subject) throws SourceException {
		try (InputStream input = resource.getInputStream()) {
			byte[] content = input.readNBytes(MAX_BYTES + 1);
			if (content.length > MAX_BYTES) {
				throw SourceException.refused(subject + " is larger than " + MAX_BYTES / 1024 / 1024 + " MB.",
						"Split it.");
			}
			this.bytes += content.length;
			if (this.bytes > MAX_TOTAL_BYTES) {
				throw SourceException.bound("The document and the files that it refers to are larger than "
						+ MAX_TOTAL_BYTES / 1024 / 1024 + " MB together.", "Refer to less.");
			}
			return decode(content);
		}
		catch (CharacterCodingException ex) {
			throw SourceException.refused(subject + " is not text in UTF-8.", "Save it in UTF-8.");
		}
		catch (IOException ex) {
			if (ex instanceof FileNotFoundException && resource == this.resource && !resource.exists()) {
				throw SourceException.refused("There is no such document.",
						"Correct the location, or create the document.");
			}
			throw SourceException.refused(subject + " cannot be read: " + ex.getClass().getSimpleName() + ".",
					"Check that the location is a file that the application may read.");
		}
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

	private static SourceException notRelative() {
		return SourceException.refused("is not relative to the file that holds it.",
				"Write a relative path with '/' between the names of directories.");
	}

	/**
	 * Return the names of the files that were read.
	 * @return the names, the document first
	 */
	public List<String> names() {
		return new ArrayList<>(this.files.values().stream().map(SourceFile::name).toList());
	}

}

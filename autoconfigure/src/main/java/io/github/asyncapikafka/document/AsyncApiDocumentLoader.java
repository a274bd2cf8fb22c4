package io.github.asyncapikafka.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.TooManyProblemsException;
import io.github.asyncapikafka.document.check.DocumentCheck;
import io.github.asyncapikafka.document.reference.DocumentFiles;
import io.github.asyncapikafka.document.reference.ReferenceCheck;
import io.github.asyncapikafka.document.source.ReferenceSettings;
import io.github.asyncapikafka.document.source.SourceException;
import io.github.asyncapikafka.document.source.Sources;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Server;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * Loads AsyncAPI documents of versions 2.0 to 2.6, 3.0 and 3.1, in YAML or JSON. Needs no
 * Spring Boot and opens no connection. Instances are immutable and may be shared.
 */
public final class AsyncApiDocumentLoader {

	private static final Pattern VERSION_2 = Pattern.compile("2\\.[0-6]\\.0");

	private static final Pattern VERSION_3 = Pattern.compile("3\\.[01]\\.\\d+");

	private static final Pattern PATCH = Pattern.compile("3\\.[01]\\.0*[1-9]\\d*");

	private final boolean strict;

	private final ReferenceSettings references;

	private final Set<String> servers;

	private AsyncApiDocumentLoader(boolean strict, ReferenceSettings references, Set<String> servers) {
		this.strict = strict;
		this.references = references;
		this.servers = servers;
	}

	/**
	 * Return a loader that refuses everything that the specification forbids.
	 * @return a strict loader
	 */
	public static AsyncApiDocumentLoader strict() {
		return new AsyncApiDocumentLoader(true, ReferenceSettings.NONE, Set.of());
	}

	/**
	 * Return a loader that refuses only what makes a document unusable. The rest is in
	 * {@link AsyncApi#warnings()}.
	 * @return a lenient loader
	 */
	public static AsyncApiDocumentLoader lenient() {
		return new AsyncApiDocumentLoader(false, ReferenceSettings.NONE, Set.of());
	}

	/**
	 * Return a loader whose local references may reach further directories. Without, they
	 * reach the directory tree of the document, or the class path root that it is in.
	 * @param locations directories ({@code file:/shared/}) or class path locations
	 * ({@code classpath:contracts/})
	 * @return another loader
	 */
	public AsyncApiDocumentLoader withReferenceRoots(String... locations) {
		return with(this.references.withRoots(List.of(locations)));
	}

	/**
	 * Return a loader that finds remote files in a local place. The longest prefix wins.
	 * @param prefix what the addresses start with, such as {@code https://example.com/a/}
	 * @param location a directory ({@code file:/shared/}) or a class path location
	 * ({@code classpath:contracts/})
	 * @return another loader
	 */
	public AsyncApiDocumentLoader withReferenceMapping(String prefix, String location) {
		return with(this.references.withMapping(prefix, location));
	}

	/**
	 * Return a loader that fetches files from hosts. Without, nothing is fetched.
	 * @param hosts names of hosts, with a port to allow only that one
	 * @return another loader
	 */
	public AsyncApiDocumentLoader withAllowedHosts(String... hosts) {
		return with(this.references.withAllowedHosts(List.of(hosts)));
	}

	/**
	 * Return a loader that refuses a reference that leads nowhere only if an operation on
	 * one of these servers needs it. Without, it is refused if one on any Kafka server
	 * does.
	 * @param names the names of servers of the document, empty for all
	 * @return another loader
	 */
	public AsyncApiDocumentLoader forServers(Collection<String> names) {
		return new AsyncApiDocumentLoader(this.strict, this.references, Set.copyOf(names));
	}

	AsyncApiDocumentLoader with(ReferenceSettings references) {
		return new AsyncApiDocumentLoader(this.strict, references, this.servers);
	}

	/**
	 * Load a document.
	 * @param resource where the document is
	 * @return the resolved document
	 * @throws InvalidAsyncApiDocumentException if the document is missing, cannot be
	 * parsed, or is not valid, with everything that is wrong
	 */
	public AsyncApi load(Resource resource) {
		String name = Sources.name(resource);
		Problems problems = new Problems(DocumentFiles.MAX_PROBLEMS);
		AsyncApi asyncApi = null;
		try {
			DocumentFiles files = files(resource, name, problems);
			asyncApi = (files != null) ? read(files, problems) : null;
		}
		catch (TooManyProblemsException ex) {
			// the last of the problems says so
		}
		if (asyncApi == null || !problems.isEmpty()) {
			throw new InvalidAsyncApiDocumentException(name, problems.toList());
		}
		return asyncApi;
	}

	private @Nullable DocumentFiles files(Resource resource, String name, Problems problems) {
		try {
			return DocumentFiles.of(new Sources(resource, this.references), name, problems);
		}
		catch (SourceException ex) {
			problems.add(null, ex.getMessage(), ex.getAction());
			return null;
		}
	}

	private @Nullable AsyncApi read(DocumentFiles files, Problems problems) {
		Node root = files.root();
		Reading reading = new Reading(files, this.strict, problems);
		if (!(root instanceof Node.Mapping document)) {
			reading.problem(root.location(), "'document' must be an object, but is " + root.kind() + ".",
					"Correct its type.");
			return null;
		}
		Members members = new Members(document, reading);
		Located<String> version = version(members, reading);
		SecurityReader security = new SecurityReader(reading, members);
		VersionReader versionReader = (version != null) ? versionReader(version, reading, security) : null;
		if (version == null || versionReader == null) {
			return null;
		}
		DocumentCheck.run(document, version.value(), new ReadingCheckContext(reading));
		new ReferenceCheck(reading.references(), reading::report, document, versionReader instanceof Version2Reader)
			.check(this.servers);
		Members info = members.object("info");
		String title = textOf(info, "title");
		String applicationVersion = textOf(info, "version");
		ServerReader serverReader = new ServerReader(reading, new KafkaBindingReader(new SchemaReader(reading)),
				security);
		Map<String, Server> servers = serverReader.read(members, versionReader.addressMember());
		Map<String, Channel> channels = versionReader.channels(members);
		Map<String, Operation> operations = versionReader.operations(members, channels);
		return new AsyncApi(version.value(), title, applicationVersion, members.located("defaultContentType"), servers,
				channels, operations, reading.warnings(), files.names(), root.location());
	}

	private static @Nullable Located<String> version(Members document, Reading reading) {
		Located<String> version = document.located("asyncapi");
		if (version == null) {
			reading.problem(document.location(), "'asyncapi' is missing.", "Add it: the specification requires it.");
		}
		return version;
	}

	private static @Nullable VersionReader versionReader(Located<String> version, Reading reading,
			SecurityReader security) {
		if (PATCH.matcher(version.value()).matches()) {
			reading.warning(version.location(),
					"AsyncAPI version " + Printable.quote(version.value()) + " is not one that was published.",
					"It is read like its patch version 0; write that.");
		}
		if (VERSION_3.matcher(version.value()).matches()) {
			return new Version3Reader(reading, security);
		}
		if (VERSION_2.matcher(version.value()).matches()) {
			return new Version2Reader(reading, security);
		}
		reading.problem(version.location(),
				"AsyncAPI version " + Printable.quote(version.value()) + " is not one that is read.",
				"Use 2.0.0 to 2.6.0, 3.0.x or 3.1.x.");
		return null;
	}

	private static String textOf(@Nullable Members info, String name) {
		Located<String> text = (info != null) ? info.located(name) : null;
		return (text != null) ? text.value() : "";
	}

}

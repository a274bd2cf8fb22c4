package io.github.asyncapikafka.document.source;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

/**
 * Follows references from one local file to another. Names are compared and resolved
 * here, before anything is opened; the text of a reference never becomes an address.
 */
final class LocalFiles {

	private final List<Tree> further = new ArrayList<>();

	private final Address.@Nullable Local document;

	private LocalFiles(List<Tree> further, Address.@Nullable Local document) {
		this.further.addAll(further);
		this.document = document;
	}

	static LocalFiles of(Resource resource, String name, List<String> roots) throws SourceException {
		List<Tree> further = new ArrayList<>();
		List<Path> directories = new ArrayList<>();
		for (String root : roots) {
			Tree tree = tree(root, resource);
			further.add(tree);
			if (tree instanceof DirectoryTree directory) {
				directories.add(directory.real());
			}
		}
		return new LocalFiles(further, addressOf(resource, name, directories));
	}

	private static Address.@Nullable Local addressOf(Resource resource, String name, List<Path> directories) {
		try {
			if (resource instanceof ClassPathResource classPath) {
				List<String> path = Arrays.asList(classPath.getPath().split("/"));
				String root = ClassPathTree.rootOf(classPath.getURL().toString(), path.size());
				return new Address.Local(new ClassPathTree(classLoader(classPath), List.of(), root), path);
			}
			if (resource.isFile()) {
				Path file = resource.getFile().toPath().toAbsolutePath().normalize();
				Path directory = file.getParent();
				if (directory == null) {
					return null;
				}
				Tree tree = new DirectoryTree(directory, name.substring(0, name.lastIndexOf('/') + 1), directories);
				List<String> path = new ArrayList<>(tree.prefix());
				path.add(file.getFileName().toString());
				return new Address.Local(tree, path);
			}
			String address = resource.getURL().toString();
			int inner = address.lastIndexOf("!/") + 2;
			return (address.startsWith("jar:") && inner > 1)
					? new Address.Local(new ArchiveTree(address.substring(0, inner)),
							names(List.of(), address.substring(inner), true))
					: null;
		}
		catch (IOException | SourceException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Return the tree that configuration names.
	 */
	static Tree tree(String location, Resource document) throws SourceException {
		boolean file = location.startsWith("file:");
		if (!file && location.replaceFirst("^classpath:", "").indexOf(':') >= 0) {
			throw SourceException.refused(
					"The location '" + location + "' is neither on the class path nor a directory.",
					"Use a 'classpath:' or 'file:' location.");
		}
		ClassLoader classLoader = classLoader(document);
		try {
			Resource resource = new DefaultResourceLoader(classLoader).getResource(location);
			if (file) {
				Path directory = resource.getFile().toPath().toAbsolutePath().normalize();
				return new DirectoryTree(directory, directory.toUri().toString(), List.of());
			}
			return new ClassPathTree(classLoader, names(List.of(), location.replaceFirst("^classpath:", ""), false),
					null);
		}
		catch (IOException | IllegalArgumentException ex) {
			throw SourceException.refused("There is no directory '" + location + "'.",
					"Correct the location, or create the directory.");
		}
	}

	private static ClassLoader classLoader(Resource document) {
		ClassLoader own = (document instanceof ClassPathResource classPath) ? classPath.getClassLoader()
				: new DefaultResourceLoader().getClassLoader();
		return (own != null) ? own : ClassLoader.getSystemClassLoader();
	}

	/**
	 * Return the address of the document itself.
	 */
	Address.@Nullable Local document() {
		return this.document;
	}

	/**
	 * Return what a reference leads to.
	 * @param base the file that holds it
	 * @param reference a relative reference
	 */
	Found find(Address.Local base, String reference) throws SourceException {
		List<Tree> trees = new ArrayList<>(List.of(base.tree()));
		if (this.document != null && base.tree() == this.document.tree()) {
			this.further.stream().filter(base.tree()::isComparable).forEach(trees::add);
		}
		List<String> decoded = names(base.directory(), reference, true);
		Found found = find(trees, decoded);
		if (found == null) {
			found = find(trees, names(base.directory(), reference, false));
		}
		if (found == null) {
			throw SourceException.refused("leads nowhere: there is no such file.",
					"Correct it: it is relative to the file that holds it.");
		}
		return found;
	}

	private static @Nullable Found find(List<Tree> trees, List<String> path) throws SourceException {
		boolean inside = false;
		for (Tree tree : trees) {
			int length = tree.prefix().size();
			if (path.size() > length && path.subList(0, length).equals(tree.prefix())) {
				inside = true;
				List<String> below = path.subList(length, path.size());
				Resource resource = tree.find(below);
				if (resource != null) {
					return new Found(resource, tree.name(below), new Address.Local(tree, path));
				}
			}
			else if (path.size() == length && path.equals(tree.prefix())) {
				throw noFile();
			}
		}
		if (!inside) {
			throw outside(trees.get(0).kind());
		}
		return null;
	}

	/**
	 * Resolve a path.
	 * @param directory where it starts
	 * @param path the path, with {@code /} between its names
	 * @param decode whether its names are percent-encoded
	 */
	static List<String> names(List<String> directory, String path, boolean decode) throws SourceException {
		List<String> names = new ArrayList<>(directory);
		for (String part : path.split("/", -1)) {
			String name = decode ? decode(part) : part;
			if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
				throw SourceException.refused("is no relative path.",
						"Write '/' between the names of directories, and no control characters.");
			}
			if (name.equals("..")) {
				if (names.isEmpty()) {
					throw outside("the document's tree");
				}
				names.remove(names.size() - 1);
			}
			else if (!name.isEmpty() && !name.equals(".")) {
				names.add(name);
			}
		}
		return names;
	}

	private static String decode(String name) {
		try {
			return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

	static SourceException outside(String tree) {
		return SourceException.refused("leaves " + tree + ".",
				"Move the file there, or name its directory in 'asyncapi-kafka.references.roots'.");
	}

	static SourceException noFile() {
		return SourceException.refused("does not lead to a regular file.", "Refer to a file.");
	}

	/**
	 * A file that was found.
	 *
	 * @param resource its content
	 * @param name what a person calls it
	 * @param address where it is
	 */
	record Found(Resource resource, String name, Address address) {

	}

}

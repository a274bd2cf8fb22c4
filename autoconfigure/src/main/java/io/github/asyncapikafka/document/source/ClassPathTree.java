package io.github.asyncapikafka.document.source;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;

/**
 * A location of the class path, possibly in one of its roots only. The class loader finds
 * the files, so that it works in whatever the class path consists of, such as a jar in a
 * jar.
 */
final class ClassPathTree implements Tree {

	private final ClassLoader classLoader;

	private final List<String> prefix;

	private final @Nullable String root;

	/**
	 * Create an instance.
	 * @param classLoader finds the files
	 * @param prefix the names that lead to the location
	 * @param root the address of the class path root, or {@code null} for all
	 */
	ClassPathTree(ClassLoader classLoader, List<String> prefix, @Nullable String root) {
		this.classLoader = classLoader;
		this.prefix = List.copyOf(prefix);
		this.root = root;
	}

	@Override
	public List<String> prefix() {
		return this.prefix;
	}

	@Override
	public boolean isComparable(Tree other) {
		return other instanceof ClassPathTree;
	}

	@Override
	public @Nullable Resource find(List<String> path) throws SourceException {
		List<String> names = full(path);
		String name = String.join("/", names);
		for (URL url : urls(name)) {
			String address = rootOf(url.toString(), names.size());
			if (this.root == null || this.root.equals(address)) {
				return url.getProtocol().equals("file") ? ofDirectory(url, names, path) : ofArchive(url, name);
			}
		}
		return null;
	}

	private @Nullable Resource ofDirectory(URL url, List<String> names, List<String> path) throws SourceException {
		try {
			Path directory = Path.of(url.toURI());
			for (int i = 0; directory != null && i < names.size() - this.prefix.size(); i++) {
				directory = directory.getParent();
			}
			return (directory == null) ? null : new DirectoryTree(directory, "", List.of()).find(path);
		}
		catch (URISyntaxException | IOException ex) {
			return null;
		}
	}

	private Resource ofArchive(URL url, String name) throws SourceException {
		for (URL directory : urls(name + "/")) {
			if (directory.toString().equals(url + "/") || directory.toString().equals(url.toString())) {
				throw LocalFiles.noFile();
			}
		}
		return new UrlResource(url);
	}

	private List<URL> urls(String name) {
		try {
			return Collections.list(this.classLoader.getResources(name));
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/**
	 * Return what is left of an address without its last names.
	 */
	static String rootOf(String address, int names) {
		int end = address.length();
		for (int i = 0; i < names && end > 0; i++) {
			end = address.lastIndexOf('/', end - 1);
		}
		return address.substring(0, end + 1);
	}

	private List<String> full(List<String> path) {
		List<String> names = new ArrayList<>(this.prefix);
		names.addAll(path);
		return names;
	}

	@Override
	public String name(List<String> path) {
		return "classpath:" + String.join("/", full(path));
	}

	@Override
	public String kind() {
		return "the class path root of the document";
	}

}

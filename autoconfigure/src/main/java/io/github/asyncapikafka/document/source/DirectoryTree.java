package io.github.asyncapikafka.document.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * A directory of the file system. A symbolic link is followed if it ends in the tree, or
 * in another one that is allowed.
 */
final class DirectoryTree implements Tree {

	private final Path directory;

	private final String namePrefix;

	private final List<Path> allowed = new ArrayList<>();

	/**
	 * Create an instance.
	 * @param directory the directory
	 * @param namePrefix what the names of its files start with
	 * @param others other directories that links may lead to
	 * @throws IOException if there is no such directory
	 */
	DirectoryTree(Path directory, String namePrefix, List<Path> others) throws IOException {
		this.directory = directory.toAbsolutePath().normalize();
		this.namePrefix = namePrefix;
		this.allowed.add(this.directory.toRealPath());
		this.allowed.addAll(others);
	}

	Path real() {
		return this.allowed.get(0);
	}

	@Override
	public List<String> prefix() {
		List<String> names = new ArrayList<>();
		this.directory.forEach((name) -> names.add(name.toString()));
		return names;
	}

	@Override
	public boolean isComparable(Tree other) {
		return other instanceof DirectoryTree;
	}

	@Override
	public @Nullable Resource find(List<String> path) throws SourceException {
		Path real = real(path);
		if (real == null) {
			return null;
		}
		if (this.allowed.stream().noneMatch(real::startsWith)) {
			throw LocalFiles.outside(kind());
		}
		if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
			throw LocalFiles.noFile();
		}
		return new FileSystemResource(real);
	}

	private @Nullable Path real(List<String> path) {
		try {
			return this.directory.resolve(String.join("/", path)).toRealPath();
		}
		catch (IOException | InvalidPathException ex) {
			return null;
		}
	}

	@Override
	public String name(List<String> path) {
		return this.namePrefix + String.join("/", path);
	}

	@Override
	public String kind() {
		return "the directory tree of the document";
	}

}

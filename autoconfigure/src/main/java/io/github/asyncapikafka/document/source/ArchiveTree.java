package io.github.asyncapikafka.document.source;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;

/**
 * An archive that the document was named in by its address ({@code jar:...!/}).
 */
final class ArchiveTree implements Tree {

	private final String root;

	ArchiveTree(String root) {
		this.root = root;
	}

	@Override
	public List<String> prefix() {
		return List.of();
	}

	@Override
	public boolean isComparable(Tree other) {
		return false;
	}

	@Override
	public @Nullable Resource find(List<String> path) throws SourceException {
		try {
			Resource file = new UrlResource(name(path));
			if (!file.exists()) {
				return null;
			}
			if (new UrlResource(name(path) + "/").exists()) {
				throw LocalFiles.noFile();
			}
			return file;
		}
		catch (IOException ex) {
			return null;
		}
	}

	@Override
	public String name(List<String> path) {
		try {
			return this.root + new URI(null, null, "/" + String.join("/", path), null).getRawPath().substring(1);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String kind() {
		return "the archive of the document";
	}

}

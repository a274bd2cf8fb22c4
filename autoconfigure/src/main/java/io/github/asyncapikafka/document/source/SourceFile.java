package io.github.asyncapikafka.document.source;

import org.jspecify.annotations.Nullable;

/**
 * A file that has been read. Each is the same object however it is referred to.
 */
public final class SourceFile {

	private final String name;

	private final String content;

	private final @Nullable Address address;

	SourceFile(String name, String content, @Nullable Address address) {
		this.name = name;
		this.content = content;
		this.address = address;
	}

	/**
	 * Return what a person calls the file.
	 * @return the name, which is unique
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the text.
	 * @return the content
	 */
	public String content() {
		return this.content;
	}

	/**
	 * Return where the file is, as other files refer to it.
	 * @return its address, or {@code null} if nothing can be relative to it
	 */
	@Nullable Address address() {
		return this.address;
	}

}

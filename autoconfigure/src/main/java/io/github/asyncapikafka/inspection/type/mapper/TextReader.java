package io.github.asyncapikafka.inspection.type.mapper;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text of headers as the application does.
 */
@FunctionalInterface
public interface TextReader {

	/**
	 * Read a text.
	 * @param text the text
	 * @param type the type that the application wants
	 * @return the value
	 * @throws IllegalArgumentException if the text cannot be read as the type
	 */
	@Nullable Object read(String text, Class<?> type);

}

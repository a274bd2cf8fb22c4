package io.github.asyncapikafka.model;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * An AsyncAPI document (AsyncAPI Object).
 *
 * @param specificationVersion the version that the document names, only to be shown
 * @param title the title of the described application (Info Object)
 * @param version the version of the described application (Info Object)
 * @param defaultContentType the media type of messages that state none, or {@code null}
 * @param servers the servers by name, in document order
 * @param channels the channels by id, in document order; in 2.x the id is the channel's
 * name
 * @param operations the operations by id, in document order
 * @param warnings what is questionable in the document without being wrong enough to
 * refuse it
 * @param files the files that were read, named as in {@link Location#resource()}, the
 * document first
 * @param location the place of the document
 */
public record AsyncApi(String specificationVersion, String title, String version,
		@Nullable Located<String> defaultContentType, Map<String, Server> servers, Map<String, Channel> channels,
		Map<String, Operation> operations, List<Problem> warnings, List<String> files, Location location) {

	public AsyncApi {
		servers = Copies.of(servers);
		channels = Copies.of(channels);
		operations = Copies.of(operations);
		warnings = List.copyOf(warnings);
		files = List.copyOf(files);
	}

}

package io.github.asyncapikafka.binding.message;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import org.jspecify.annotations.Nullable;

/**
 * Finds what messages declare to tell them apart: a header or a member of the payload to
 * which each allows values of its own, or the type of a CloudEvent (Kafka protocol
 * binding of CloudEvents 1.0).
 *
 * @param <C> the messages
 */
public final class Discriminators<C> {

	private static final String CLOUD_EVENT_HEADER = "ce_type";

	private static final List<String> CLOUD_EVENT_MEMBER = List.of("type");

	private final List<C> candidates;

	private final Function<C, KafkaMessage> message;

	private final Map<C, SchemaConstants> headers = new IdentityHashMap<>();

	private final Map<C, SchemaConstants> payloads = new IdentityHashMap<>();

	/**
	 * Create an instance.
	 * @param candidates all messages that a record of a channel can be, none twice
	 * @param message gives the message of a candidate
	 */
	public Discriminators(List<C> candidates, Function<C, KafkaMessage> message) {
		this.candidates = List.copyOf(candidates);
		this.message = message;
		for (C candidate : candidates) {
			this.headers.put(candidate, SchemaConstants.of(this.message.apply(candidate).message().headers()));
			this.payloads.put(candidate, SchemaConstants
				.of(isJson(this.message.apply(candidate)) ? this.message.apply(candidate).payloadSchema() : null));
		}
	}

	private static boolean isJson(KafkaMessage message) {
		return message.payload() != null && message.payload().value().format() == SerdeFormat.JSON;
	}

	/**
	 * Return the discriminators, the decisive ones first: headers, because they cost
	 * nothing, and at most one member of the payload.
	 * @return the discriminators, possibly empty
	 */
	public List<Discriminator<C>> find() {
		List<Discriminator<C>> found = new ArrayList<>();
		Set<List<String>> headerPaths = paths(this.headers);
		headerPaths.add(List.of(CLOUD_EVENT_HEADER));
		headerPaths.stream()
			.filter((path) -> path.size() == 1)
			.flatMap((path) -> Stream.ofNullable(discriminator(path.get(0), path, this.headers)))
			.sorted(Comparator.comparing((Discriminator<C> discriminator) -> discriminator.open().size()))
			.forEach(found::add);
		paths(this.payloads).stream()
			.flatMap((path) -> Stream.ofNullable(discriminator(null, path, this.payloads)))
			.min(Comparator.comparing((Discriminator<C> discriminator) -> !isDeclared(discriminator.path()))
				.thenComparing((discriminator) -> discriminator.open().size())
				.thenComparing((discriminator) -> discriminator.named().size()))
			.ifPresent(found::add);
		return found;
	}

	private Set<List<String>> paths(Map<C, SchemaConstants> constants) {
		Set<List<String>> paths = new LinkedHashSet<>();
		this.candidates.forEach((candidate) -> {
			SchemaConstants own = constants.get(candidate);
			if (own != null) {
				paths.addAll(own.discriminators());
				paths.addAll(own.values().keySet());
			}
			if (constants == this.payloads && isCloudEvent(this.message.apply(candidate))) {
				paths.add(CLOUD_EVENT_MEMBER);
			}
		});
		return paths;
	}

	private boolean isDeclared(List<String> path) {
		return this.payloads.values().stream().anyMatch((constants) -> constants.discriminators().contains(path));
	}

	/**
	 * Return the discriminator at a place, or {@code null} if messages share a value
	 * there, or no value names one.
	 */
	private @Nullable Discriminator<C> discriminator(@Nullable String header, List<String> path,
			Map<C, SchemaConstants> constants) {
		Map<Object, C> named = new LinkedHashMap<>();
		List<C> open = new ArrayList<>();
		for (C candidate : this.candidates) {
			SchemaConstants own = constants.get(candidate);
			Set<Object> values = (own != null) ? own.values().getOrDefault(path, Set.of()) : Set.of();
			if (values.isEmpty()) {
				open.add(candidate);
			}
			for (Object value : values) {
				if (named.putIfAbsent((header != null) ? text(value) : value, candidate) != null) {
					return null;
				}
			}
		}
		addNames(header, path, constants, named, open);
		return named.isEmpty() ? null : new Discriminator<>(header, path, named, open);
	}

	/**
	 * Let a value that is the name of a message hint at it. It does not exclude other
	 * messages, because no schema says so.
	 */
	private void addNames(@Nullable String header, List<String> path, Map<C, SchemaConstants> constants,
			Map<Object, C> named, List<C> open) {
		Map<Object, C> names = new LinkedHashMap<>();
		Set<Object> ambiguous = new HashSet<>();
		for (C candidate : open) {
			KafkaMessage message = this.message.apply(candidate);
			SchemaConstants own = constants.get(candidate);
			boolean hints = (header != null) ? header.equals(CLOUD_EVENT_HEADER)
					: own != null && (own.discriminators().contains(path)
							|| (path.equals(CLOUD_EVENT_MEMBER) && isCloudEvent(message)));
			if (hints) {
				Stream.of(message.id(), String.valueOf(message.name())).distinct().forEach((name) -> {
					if (names.putIfAbsent(name, candidate) != null) {
						ambiguous.add(name);
					}
				});
			}
		}
		names.keySet().removeAll(ambiguous);
		names.forEach(named::putIfAbsent);
	}

	private static boolean isCloudEvent(KafkaMessage message) {
		return message.message().contentType() != null && message.message()
			.contentType()
			.value()
			.toLowerCase(Locale.ROOT)
			.startsWith("application/cloudevents+json");
	}

	private static String text(Object value) {
		return (value instanceof BigDecimal number) ? number.toPlainString() : value.toString();
	}

}

package io.github.asyncapikafka.document.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far references may reach.
 *
 * @param roots further directories ({@code file:}) and class path locations
 * @param mappings local locations by the prefix of the remote addresses that they serve
 * @param allowedHosts hosts, possibly with a port, that files are fetched from
 * @param timeout how long one file may take to arrive
 * @param totalTimeout how long all files may take to arrive, together
 */
public record ReferenceSettings(List<String> roots, Map<String, String> mappings, List<String> allowedHosts,
		Duration timeout, Duration totalTimeout) {

	/**
	 * The document's own tree, and no network.
	 */
	public static final ReferenceSettings NONE = new ReferenceSettings(List.of(), Map.of(), List.of(),
			Duration.ofSeconds(5), Duration.ofSeconds(30));

	public ReferenceSettings {
		roots = List.copyOf(roots);
		mappings = Collections.unmodifiableMap(new LinkedHashMap<>(mappings));
		allowedHosts = List.copyOf(allowedHosts);
	}

	/**
	 * Return these settings with further roots.
	 * @param added directories and class path locations
	 * @return other settings
	 */
	public ReferenceSettings withRoots(Collection<String> added) {
		return new ReferenceSettings(join(this.roots, added), this.mappings, this.allowedHosts, this.timeout,
				this.totalTimeout);
	}

	/**
	 * Return these settings with a further mapping.
	 * @param prefix what the remote addresses start with
	 * @param location the directory or class path location that serves them
	 * @return other settings
	 */
	public ReferenceSettings withMapping(String prefix, String location) {
		Map<String, String> all = new LinkedHashMap<>(this.mappings);
		all.put(prefix, location);
		return new ReferenceSettings(this.roots, all, this.allowedHosts, this.timeout, this.totalTimeout);
	}

	/**
	 * Return these settings with further hosts.
	 * @param added names of hosts, possibly with a port
	 * @return other settings
	 */
	public ReferenceSettings withAllowedHosts(Collection<String> added) {
		return new ReferenceSettings(this.roots, this.mappings, join(this.allowedHosts, added), this.timeout,
				this.totalTimeout);
	}

	private static List<String> join(List<String> list, Collection<String> added) {
		List<String> all = new ArrayList<>(list);
		all.addAll(added);
		return all;
	}

}

package io.github.asyncapikafka.kafka.connection;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The bootstrap servers among the settings of a client, which may be a list or a text.
 */
public final class BootstrapServers {

	private BootstrapServers() {
	}

	/**
	 * Return the hosts and ports.
	 * @param settings the settings of a client
	 * @return each of them once, in their order
	 */
	public static Set<String> of(Map<String, Object> settings) {
		Object servers = settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
		Collection<?> entries = (servers instanceof Collection<?> list) ? list
				: Arrays.asList(String.valueOf(servers).split(","));
		return entries.stream()
			.map(String::valueOf)
			.map(String::strip)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

}

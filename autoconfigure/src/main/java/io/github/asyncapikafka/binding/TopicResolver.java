package io.github.asyncapikafka.binding;

import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.Role;
import io.github.asyncapikafka.binding.setting.TopicMode;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;

/**
 * Decides what is done about topics.
 */
final class TopicResolver {

	private static final String MODE = PropertyKeys.PREFIX + "topics.mode";

	private static final String MAX_REPLICAS = PropertyKeys.PREFIX + "topics.max-replicas";

	private static final String AUTO_CREATE = "spring.kafka.admin.auto-create";

	private TopicResolver() {
	}

	static Value<TopicMode> mode(ContractSettings settings) {
		TopicMode mode = settings.topics().mode();
		if (mode != null) {
			return new Value<>(mode, Source.property(MODE));
		}
		if ("false".equalsIgnoreCase(settings.spring().get(AUTO_CREATE))) {
			return new Value<>(TopicMode.CHECK, Source.property(AUTO_CREATE));
		}
		return (settings.role() == Role.CLIENT)
				? new Value<>(TopicMode.CHECK, Source.byDefault("check by default in the role 'client'"))
				: new Value<>(TopicMode.CREATE, Source.byDefault("create by default"));
	}

	/**
	 * Return what is done about the topic of a channel. One that is written in another
	 * file belongs to somebody else.
	 */
	static TopicMode mode(ContractSettings settings, KafkaChannel channel, AsyncApi asyncApi) {
		Value<TopicMode> mode = mode(settings);
		boolean elsewhere = !channel.location().resource().equals(asyncApi.location().resource());
		return (elsewhere && mode.value() == TopicMode.CREATE && mode.source().kind() == Source.Kind.DEFAULT)
				? TopicMode.CHECK : mode.value();
	}

	static void checkMaxReplicas(ContractSettings settings, Problems configuration) {
		Integer maxReplicas = settings.topics().maxReplicas();
		if (maxReplicas != null && maxReplicas < 1) {
			configuration.add(null,
					"The property '" + MAX_REPLICAS + "' must be at least 1, but is " + maxReplicas + ".",
					"Correct the number.");
		}
	}

}

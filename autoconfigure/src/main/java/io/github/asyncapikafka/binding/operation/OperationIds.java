package io.github.asyncapikafka.binding.operation;

import java.util.List;

import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.OperationSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.Role;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * The ids of an operation's clients. What an annotation says instead of the contract
 * obeys the same schemas.
 */
public final class OperationIds {

	private static final String GROUP_ID = "spring.kafka.consumer.group-id";

	private static final String APPLICATION_NAME = "spring.application.name";

	private final IdRules rules;

	private final @Nullable Value<String> groupId;

	private final @Nullable Value<String> clientId;

	private OperationIds(IdRules rules, @Nullable Value<String> groupId, @Nullable Value<String> clientId) {
		this.rules = rules;
		this.groupId = groupId;
		this.clientId = clientId;
	}

	/**
	 * Decide the ids of an operation.
	 * @param operation the operation of the document
	 * @param action what this application does
	 * @param own what configuration says about the operation
	 * @param settings what the environment says
	 * @param problems where forbidden ids are added
	 * @return the ids
	 */
	public static OperationIds of(Operation operation, Action action, OperationSettings own, ContractSettings settings,
			Problems problems) {
		boolean receives = action == Action.RECEIVE;
		IdRules rules = new IdRules(operation, receives, settings.role() == Role.APPLICATION);
		String property = PropertyKeys.PREFIX + "operations." + PropertyKeys.segment(operation.id());
		Value<String> groupId = receives ? groupId(own, property, rules, settings) : null;
		if (groupId != null) {
			groupId = prefixed(rules.checkGroupId(groupId, problems), settings.groupIdPrefix());
		}
		Value<String> clientId = (own.clientId() != null)
				? new Value<>(own.clientId(), Source.property(property + ".client-id")) : rules.selectedClientId();
		if (clientId != null) {
			clientId = rules.checkClientId(clientId, problems);
		}
		else if (rules.statesClientId()) {
			checkClientIdOfSpring(receives ? "consumer" : "producer", rules, settings, problems);
		}
		return new OperationIds(rules, groupId, clientId);
	}

	private static @Nullable Value<String> groupId(OperationSettings own, String property, IdRules rules,
			ContractSettings settings) {
		if (own.groupId() != null) {
			return new Value<>(own.groupId(), Source.property(property + ".group-id"));
		}
		Value<String> selected = rules.selectedGroupId();
		if (selected != null) {
			return selected;
		}
		if (settings.spring().containsKey(GROUP_ID)) {
			return new Value<>(settings.spring().get(GROUP_ID), Source.property(GROUP_ID));
		}
		if (!rules.statesGroupId() && settings.spring().containsKey(APPLICATION_NAME)) {
			return new Value<>(settings.spring().get(APPLICATION_NAME), Source.property(APPLICATION_NAME));
		}
		return null;
	}

	/**
	 * Put the prefix in front, which is not part of what the schema is about.
	 */
	private static @Nullable Value<String> prefixed(@Nullable Value<String> groupId, @Nullable String prefix) {
		return (groupId == null || prefix == null) ? groupId
				: new Value<>(prefix + groupId.value(), groupId.source().with(PropertyKeys.PREFIX + "group-id-prefix"));
	}

	/**
	 * Check the client id that Spring Kafka puts numbers behind.
	 */
	private static void checkClientIdOfSpring(String client, IdRules rules, ContractSettings settings,
			Problems problems) {
		for (String key : List.of("spring.kafka." + client + ".client-id", "spring.kafka.client-id")) {
			String clientId = settings.spring().get(key);
			if (clientId != null) {
				rules.checkClientId(new Value<>(clientId, Source.property(key)), problems);
				return;
			}
		}
	}

	/**
	 * Return the consumer group.
	 * @return the group, or {@code null} for a sender and where only an annotation can
	 * name it
	 */
	public @Nullable Value<String> groupId() {
		return this.groupId;
	}

	/**
	 * Return the client id.
	 * @return the client id, or {@code null} if it is left to Spring Kafka
	 */
	public @Nullable Value<String> clientId() {
		return this.clientId;
	}

	/**
	 * Return what is wrong if neither contract nor code names a consumer group.
	 * @return the problem
	 */
	public Problem missingGroupId() {
		return this.rules.missingGroupId();
	}

	/**
	 * Return the consumer group, which an annotation may name before all others.
	 * @param annotated the group of the annotation, or {@code null}
	 * @param element what the annotated code element is called
	 * @param problems where a forbidden group is added
	 * @return the group, or {@code null} if it is forbidden or missing
	 */
	public @Nullable Value<String> groupId(@Nullable String annotated, String element, Problems problems) {
		return (annotated != null) ? this.rules.checkGroupId(new Value<>(annotated, Source.code(element)), problems)
				: this.groupId;
	}

	/**
	 * Check a client id that an annotation names.
	 * @param annotated the client id of the annotation
	 * @param element what the annotated code element is called
	 * @param problems where a forbidden client id is added
	 */
	public void checkClientId(String annotated, String element, Problems problems) {
		this.rules.checkClientId(new Value<>(annotated, Source.code(element)), problems);
	}

}

package io.github.asyncapikafka.kafka.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.asyncapikafka.inspection.PlainAccess;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.kafka.annotation.TopicPartition;
import org.springframework.util.StringUtils;

/**
 * The attributes of one {@code @KafkaListener}, as the application has written them and
 * as Spring Kafka will evaluate them.
 */
final class ListenerAttributes {

	static final String GROUP_ID = "groupId";

	static final String CLIENT_ID = "clientIdPrefix";

	static final String CONTAINER_POST_PROCESSOR = "containerPostProcessor";

	static final String CONTENT_TYPE_CONVERTER = "contentTypeConverter";

	static final String ERROR_HANDLER = "errorHandler";

	static final String BATCH = "batch";

	private static final String CONCURRENCY = "concurrency";

	private static final String TOPICS = "topics";

	private static final String TOPIC_PATTERN = "topicPattern";

	private final Map<String, Object> attributes;

	private final ConfigurableBeanFactory beanFactory;

	ListenerAttributes(Map<String, Object> attributes, ConfigurableBeanFactory beanFactory) {
		this.attributes = attributes;
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the text of an attribute, or {@code null} if there is none.
	 */
	@Nullable String text(String name) {
		String text = (String) this.attributes.get(name);
		return StringUtils.hasText(text) ? text : null;
	}

	/**
	 * Return whether an attribute is an expression, which may need the listener bean.
	 */
	boolean isExpression(String name) {
		String text = text(name);
		return text != null && text.contains("#{");
	}

	/**
	 * Return the text of an attribute with its placeholders resolved, unless it is an
	 * expression, or {@code null} if there is none.
	 */
	@Nullable String resolved(String name) {
		String text = text(name);
		return (text == null || isExpression(name)) ? text : this.beanFactory.resolveEmbeddedValue(text);
	}

	/**
	 * Return the bean that an attribute refers to, or {@code null} if there is none.
	 */
	@Nullable BeanReference reference(String name) {
		String text = text(name);
		return (text != null) ? new BeanReference(this.beanFactory, text) : null;
	}

	/**
	 * Return whether an attribute refers to the listener itself.
	 */
	boolean refersToListener(String name) {
		String text = text(name);
		return text != null && text.contains(String.valueOf(this.attributes.get("beanRef")));
	}

	/**
	 * Return the number of threads, or {@code null} if it is not known.
	 */
	@Nullable Integer concurrency() {
		String text = isExpression(CONCURRENCY) ? null : resolved(CONCURRENCY);
		try {
			return (text != null) ? Integer.valueOf(text.strip()) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Return whether the annotation says anything of threads.
	 */
	boolean statesConcurrency() {
		return text(CONCURRENCY) != null;
	}

	/**
	 * Return the topics of a listener without a channel. What is an expression is not
	 * evaluated: it may need the listener bean.
	 * @param element what the listener is called
	 */
	PlainAccess plain(String element) {
		List<String> topics = new ArrayList<>();
		for (String topic : (String[]) this.attributes.getOrDefault(TOPICS, new String[0])) {
			addResolved(topic, topics);
		}
		for (TopicPartition partition : partitions()) {
			addResolved(partition.topic(), topics);
		}
		String pattern = isExpression(TOPIC_PATTERN) ? null : resolved(TOPIC_PATTERN);
		return new PlainAccess(Action.RECEIVE, element, topics, (pattern != null) ? pattern(pattern) : null);
	}

	private TopicPartition[] partitions() {
		return (this.attributes.get("topicPartitions") instanceof TopicPartition[] partitions) ? partitions
				: new TopicPartition[0];
	}

	private void addResolved(String topic, List<String> topics) {
		String resolved = topic.contains("#{") ? null : this.beanFactory.resolveEmbeddedValue(topic);
		if (resolved != null) {
			topics.addAll(List.of(StringUtils.commaDelimitedListToStringArray(resolved)));
		}
	}

	private static @Nullable Pattern pattern(String pattern) {
		try {
			return Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			return null;
		}
	}

	/**
	 * Fill in what the contract decides. The text that is written here is evaluated, so
	 * it names a bean and an index only; what they give is not evaluated again.
	 * @param bean the name of the bean
	 * @param index the index of the endpoint
	 * @param usable whether the listener can run
	 * @param open whether it subscribes to a pattern
	 * @param asynchronous whether it answers with a future
	 */
	void fillIn(String bean, int index, boolean usable, boolean open, boolean asynchronous) {
		String endpoint = "@" + bean + ".get(" + index + ").";
		this.attributes.put("id", "#{" + endpoint + "id}");
		this.attributes.put("idIsGroup", false);
		if (open) {
			this.attributes.put(TOPIC_PATTERN, "#{" + endpoint + "topicPattern}");
		}
		else {
			this.attributes.put(TOPICS, new String[] { "#{" + endpoint + "topic}" });
		}
		this.attributes.put("containerFactory", "#{" + endpoint + "containerFactory}");
		this.attributes.put(CONTAINER_POST_PROCESSOR, "#{" + endpoint + "containerPostProcessor}");
		// Set when the container is created: there is a message converter already.
		this.attributes.put(CONTENT_TYPE_CONVERTER, "");
		if (asynchronous) {
			this.attributes.put(ERROR_HANDLER, "#{" + endpoint + "errorHandler}");
		}
		if (text(GROUP_ID) == null) {
			this.attributes.put(GROUP_ID, "#{" + endpoint + "groupId}");
		}
		if (text(CLIENT_ID) == null) {
			this.attributes.put(CLIENT_ID, "#{" + endpoint + "clientId}");
		}
		if (!usable) {
			this.attributes.put("autoStartup", "false");
		}
	}

}

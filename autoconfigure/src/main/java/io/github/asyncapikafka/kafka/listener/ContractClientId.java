package io.github.asyncapikafka.kafka.listener;

import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Gives the contract's client id to consumers: exactly to one, with numbers to several.
 *
 * @param clientId the client id
 * @param index the position of the listener among those that share it
 * @param sharing how many listeners share it
 */
record ContractClientId(String clientId, int index, int sharing) {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	void applyTo(AbstractMessageListenerContainer<Object, Object> container) {
		ContainerProperties properties = container.getContainerProperties();
		String suffix = retrySuffix(properties.getClientId());
		if (suffix == null) {
			return;
		}
		int threads = 1;
		if (this.sharing > 1) {
			properties.setClientId(this.clientId + "-" + this.index + suffix);
		}
		if (container instanceof ConcurrentMessageListenerContainer<Object, Object> concurrent) {
			concurrent.setAlwaysClientIdSuffix(false);
			threads = concurrent.getConcurrency();
		}
		if (threads > 1 || this.sharing > 1) {
			logger.info("The client id " + Printable.quote(this.clientId) + " gets numbers: "
					+ ((this.sharing > 1) ? this.sharing + " listeners" : threads + " threads of one listener")
					+ " have it");
		}
	}

	/**
	 * Return what a retry topic has put behind the client id, or {@code null} if the
	 * annotation names another one.
	 */
	private @Nullable String retrySuffix(@Nullable String actual) {
		if (actual == null) {
			return null;
		}
		boolean same = actual.equals(this.clientId) || actual.startsWith(this.clientId + "-");
		return same ? actual.substring(this.clientId.length()) : null;
	}

}

package io.github.asyncapikafka.kafka.acknowledge;

import java.util.function.Supplier;

import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.KafkaListenerErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.messaging.Message;

/**
 * Hands failures of a listener that answers with futures to the thread that waits for
 * them, which is the one that can try the record again.
 */
public final class AwaitingErrorHandler implements KafkaListenerErrorHandler {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final String listener;

	private final Supplier<@Nullable KafkaListenerErrorHandler> application;

	/**
	 * Create an instance.
	 * @param listener what the listener is called
	 * @param application gives the error handler of the application, or {@code null}
	 */
	public AwaitingErrorHandler(String listener, Supplier<@Nullable KafkaListenerErrorHandler> application) {
		this.listener = listener;
		this.application = application;
	}

	@Override
	public Object handleError(Message<?> message, ListenerExecutionFailedException exception) {
		throw exception;
	}

	@Override
	public @Nullable Object handleError(Message<?> message, ListenerExecutionFailedException exception,
			@Nullable Consumer<?, ?> consumer, @Nullable Acknowledgment acknowledgment) {
		if (!(acknowledgment instanceof AwaitedRecord record)) {
			return handle(message, exception, consumer, acknowledgment);
		}
		try {
			Object result = handle(message, exception, consumer, acknowledgment);
			record.acknowledge();
			return result;
		}
		catch (ListenerExecutionFailedException ex) {
			fail(record, ex);
		}
		catch (RuntimeException ex) {
			fail(record, new ListenerExecutionFailedException("The error handler failed", ex));
		}
		return null;
	}

	private @Nullable Object handle(Message<?> message, ListenerExecutionFailedException exception,
			@Nullable Consumer<?, ?> consumer, @Nullable Acknowledgment acknowledgment) {
		KafkaListenerErrorHandler handler = this.application.get();
		if (handler == null) {
			throw exception;
		}
		return handler.handleError(message, exception, consumer, acknowledgment);
	}

	private void fail(AwaitedRecord record, ListenerExecutionFailedException failure) {
		if (!record.failed(failure)) {
			logger.warn(Printable.escape(this.listener) + " failed after it had acknowledged a record");
		}
	}

}

package io.github.asyncapikafka.kafka.producer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.kafka.ChannelTemplate.Outbound;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.kafka.producer.SendArgument.Kind;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.KafkaException;
import org.springframework.messaging.Message;
import org.springframework.util.Assert;

/**
 * One {@code @Send} method of a producer interface.
 */
final class SendMethod {

	private final SendDeclaration declaration;

	private final DefaultChannelTemplate<Object> template;

	private final ProducerTemplates templates;

	private final OperationMatch match;

	private SendMethod(SendDeclaration declaration, OperationMatch match, DefaultChannelTemplate<Object> template,
			ProducerTemplates templates) {
		this.declaration = declaration;
		this.match = match;
		this.template = template;
		this.templates = templates;
	}

	/**
	 * Create what sends for a method.
	 * @throws InvalidContractException if the contract does not let it
	 */
	static SendMethod of(SendDeclaration declaration, OperationMatch match, DefaultChannelTemplates templates) {
		Send send = declaration.send();
		return new SendMethod(declaration, match, templates.get(send.value(), send.operation(), declaration.name()),
				templates.producerTemplates());
	}

	/**
	 * Return whether the method sends to one topic only.
	 */
	boolean isOfOneTopic(KafkaOperation operation) {
		KafkaAddress address = operation.channel().address();
		return address == null || address
			.open(this.declaration.arguments()
				.stream()
				.filter((argument) -> argument.kind() == Kind.PARAMETER)
				.map(SendArgument::name)
				.toList())
			.isEmpty();
	}

	/**
	 * Return the operation if the payload's type decides it already.
	 */
	List<KafkaOperation> operations() {
		return this.template.routes().operations();
	}

	/**
	 * Return what the method declares.
	 */
	DeclaredEndpoint declared() {
		String mistake = this.template.routes().mistake(this.declaration.payload());
		return this.declaration.toEndpoint(this.match, (mistake != null) ? List.of(mistake) : List.of());
	}

	String name() {
		return this.declaration.name();
	}

	@Nullable Object invoke(@Nullable Object @Nullable [] values) {
		CompletableFuture<RecordMetadata> sent = send((values != null) ? values : new Object[0]);
		if (!this.declaration.waits()) {
			return sent;
		}
		await(sent);
		return null;
	}

	private CompletableFuture<RecordMetadata> send(@Nullable Object[] values) {
		Object payload = null;
		for (int i = 0; i < values.length; i++) {
			payload = (this.declaration.arguments().get(i).kind() == Kind.PAYLOAD) ? values[i] : payload;
		}
		if (this.declaration.takesMessage()) {
			Assert.notNull(payload, () -> name() + " needs a Message");
			return this.template.sendMessage((Message<?>) payload);
		}
		Outbound outbound = this.template.message(payload);
		for (int i = 0; i < values.length; i++) {
			SendArgument argument = this.declaration.arguments().get(i);
			if (argument.kind() == Kind.KEY) {
				outbound.key(values[i]);
			}
			else if (argument.kind() == Kind.HEADER) {
				outbound.header(argument.name(), argument.value(values[i], name()));
			}
			else if (argument.kind() == Kind.PARAMETER) {
				outbound.parameter(argument.name(), values[i]);
			}
		}
		return outbound.send();
	}

	private void await(CompletableFuture<RecordMetadata> sent) {
		try {
			sent.get(this.templates.deliveryTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException(name() + " was interrupted while it waited for the broker", ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof KafkaException failure) ? failure
					: new KafkaException(name() + " could not send", ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new KafkaException(name() + " got no answer from the broker in time", ex);
		}
	}

}

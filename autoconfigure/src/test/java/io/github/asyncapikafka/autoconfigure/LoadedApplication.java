package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.Header;

/**
 * An application that is never idle, for a process of its own: copies what it receives,
 * waiting for the broker each time, and meanwhile sends numbers without waiting. Files
 * have what the broker has acknowledged.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ AsyncApiKafkaAutoConfiguration.class, KafkaAutoConfiguration.class,
		JacksonAutoConfiguration.class })
@ImportChannelProducers(LoadedApplication.Copies.class)
class LoadedApplication {

	static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Load, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  in:
			    address: in
			    messages: { in: &message { payload: { $ref: '#/components/schemas/number' } } }
			    bindings: &bindings { kafka: { partitions: 3 } }
			  out: { address: out, messages: { out: *message }, bindings: *bindings }
			  sent: { address: sent, messages: { sent: *message }, bindings: *bindings }
			components:
			  schemas:
			    number: { type: object, required: [n], properties: { n: { type: integer, minimum: 0 } } }
			operations:
			  onIn: { action: receive, channel: { $ref: '#/channels/in' } }
			  copy: { action: send, channel: { $ref: '#/channels/out' } }
			  send: { action: send, channel: { $ref: '#/channels/sent' } }
			""";

	static final String RUN = "run";

	static final String SOURCE = "source";

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

	private final Copies copies;

	private final Path directory;

	private final int run;

	LoadedApplication(Copies copies, @Value("${load.directory}") Path directory, @Value("${load.run}") int run) {
		this.copies = copies;
		this.directory = directory;
		this.run = run;
	}

	public static void main(String[] arguments) {
		SpringApplication.run(LoadedApplication.class, arguments);
	}

	@ChannelListener("in")
	void on(ConsumerRecord<String, Numbered> record) throws IOException {
		this.copies.copy(record.key(), record.value(), this.run, record.partition() + "@" + record.offset());
		note("copied", record.value().n());
	}

	@EventListener(ApplicationReadyEvent.class)
	void send() {
		Thread thread = new Thread(() -> {
			try {
				for (long n = this.run * 1_000_000L;; n++) {
					long number = n;
					this.copies.send("k" + n % 7, new Numbered(number)).thenRun(() -> note("acknowledged", number));
					note("accepted", number);
					LockSupport.parkNanos(PAUSE);
				}
			}
			catch (Exception ex) {
				// The application is being closed.
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private void note(String file, long number) {
		try {
			Files.writeString(this.directory.resolve(file), number + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record Numbered(long n) {

	}

	@ChannelProducer
	interface Copies {

		@Send("out")
		void copy(@Key String key, Numbered payload, @Header(RUN) int run, @Header(SOURCE) String source);

		@Send("sent")
		CompletableFuture<RecordMetadata> send(@Key String key, Numbered payload);

	}

}

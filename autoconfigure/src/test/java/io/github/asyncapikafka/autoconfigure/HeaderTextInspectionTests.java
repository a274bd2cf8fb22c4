package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;

import static io.github.asyncapikafka.autoconfigure.InspectionTests.findings;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers that Spring's conversion service makes of text, or that are written as text,
 * held against the {@code headers} schemas of the contract.
 */
class HeaderTextInspectionTests {

	private static final String TICKS = """
			asyncapi: 3.1.0
			info: { title: Ticks, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  ticks:
			    address: ticks
			    messages:
			      tick:
			        payload: { type: object }
			        headers:
			          type: object
			          required: [ count, at, day, name ]
			          properties:
			            count: { type: integer }
			            total: { type: integer, format: int64 }
			            at: { type: string, format: date-time }
			            day: { type: string, format: date }
			            name: { type: string }
			            bit: { type: integer, minimum: 0, maximum: 1 }
			            flag: { type: boolean }
			            answer: { enum: [ 'yes', 'no' ] }
			operations:
			  onTick:
			    action: receive
			    channel: { $ref: '#/channels/ticks' }
			    bindings: { kafka: { groupId: { const: ticks } } }
			  sendTick: { action: send, channel: { $ref: '#/channels/ticks' } }
			""";

	@Test
	void textThatIsConverted() {
		assertThat(findings(ticks(Fitting.class).withUserConfiguration(FittingSenders.class))).isEmpty();
	}

	@Test
	void integerAsBoolean() {
		assertThat(findings(ticks(Flagged.class))).containsExactly(
				"14:13 [type-values] Flagged.on: the header 'count' is boolean, which cannot hold the contract's "
						+ "integers. Use int, long or BigInteger.");
	}

	@Test
	void timesOfOtherFormats() {
		assertThat(findings(ticks(Dated.class))).containsExactly(
				"16:13 [type-format] Dated.on: the header 'at' is LocalDate, which is not read from all of the "
						+ "contract's strings of format 'date-time', for example not from '2024-02-29T12:30:45Z'. Use "
						+ "Instant or OffsetDateTime, or correct the format.",
				"17:13 [type-format] Dated.on: the header 'day' is Instant, which is not read from all of the "
						+ "contract's strings of format 'date', for example not from '2024-02-29'. Use LocalDate, or "
						+ "correct the format.");
	}

	@Test
	void numberThatIsTooNarrow() {
		assertThat(findings(ticks(Narrow.class))).containsExactly(
				"15:13 [type-width] Narrow.on: the header 'total' is Byte, but the contract allows numbers up to "
						+ "9223372036854775807. Use long, or state narrower bounds in the contract.");
	}

	@Test
	void numberThatCannotBeAbsent() {
		assertThat(findings(ticks(Absent.class))).containsExactly(
				"15:13 [header-required] Absent.on requires the header 'total', which the contract leaves optional. "
						+ "Use Long, with 'required' of the @Header set to false, or require the header in the contract.");
	}

	@Test
	void batchWithHeadersOfItsRecords() {
		ticks(Batches.class).run((context) -> assertThat(context).getFailure()
			.hasMessageContaining(
					"HeaderTextInspectionTests.Batches.on takes batches, which have no header 'name': only "
							+ "the records in them have it.")
			.hasMessageContaining(
					"Take a List of Message or ConsumerRecord, whose headers are there, or single records."));
		ticks(RightBatches.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void headersThatAreWrittenAsOtherText() {
		assertThat(findings(ticks(Fitting.class).withUserConfiguration(OtherSenders.class))).containsExactly(
				"14:13 [type-values] OtherSenders.Sender.send: the header 'count' is Duration, which is written as a "
						+ "string, but the contract has an integer there. Use int, long or BigInteger.",
				"20:13 [type-values] OtherSenders.Sender.send: the header 'flag' is int, which is written as a "
						+ "number, but the contract has a boolean there. Use boolean.",
				"15:13 [type-width] OtherSenders.Sender.send: the header 'total' is double, which can be a fraction, "
						+ "but the contract has an integer there. Use int, long or BigInteger.");
	}

	@Test
	void convertersOfTheApplicationCount() {
		assertThat(findings(ticks(Dated.class).withUserConfiguration(Converters.class))).isEmpty();
	}

	@Test
	void applicationThatCallsMethodsItself() {
		assertThat(findings(ticks(Dated.class).withBean(DefaultMessageHandlerMethodFactory.class))).isEmpty();
	}

	private static ApplicationContextRunner ticks(Class<?> listener) {
		return Contract.application(TICKS).withBean(listener);
	}

	record Tick(String id) {

	}

	static class Fitting {

		@ChannelListener("ticks")
		void on(@Payload Tick tick, @Header("count") int count, @Header("at") Instant at, @Header("day") LocalDate day,
				@Header(name = "bit", required = false) boolean bit, @Header("flag") Optional<Boolean> flag,
				@Header(name = "answer", required = false) Boolean answer,
				@Header(name = "total", defaultValue = "1") long total, @Header("at") OffsetDateTime time,
				@Header("at") @DateTimeFormat(pattern = "yyyy-MM-dd'T'HH:mm:ssX") LocalDate date) {
		}

	}

	static class Flagged {

		@ChannelListener("ticks")
		void on(@Payload Tick tick, @Header("count") boolean count) {
		}

	}

	static class Dated {

		@ChannelListener("ticks")
		void on(@Payload Tick tick, @Header("at") LocalDate at, @Header("day") Instant day) {
		}

	}

	static class Narrow {

		@ChannelListener("ticks")
		void on(@Payload Tick tick, @Header(name = "total", required = false) Byte total) {
		}

	}

	static class Absent {

		@ChannelListener("ticks")
		void on(@Payload Tick tick, @Header(name = "total", required = false) long total) {
		}

	}

	static class Batches {

		@ChannelListener(value = "ticks", batch = "true")
		void on(@Payload List<Tick> ticks, @Header("name") List<String> names) {
		}

	}

	static class RightBatches {

		@ChannelListener(value = "ticks", batch = "true", autoStartup = "false")
		void on(@Payload List<Tick> ticks, @Header(KafkaHeaders.RECEIVED_TOPIC) List<String> topics,
				@Header(name = "name", required = false) List<String> names) {
		}

	}

	@ImportChannelProducers(FittingSenders.Sender.class)
	static class FittingSenders {

		@ChannelProducer
		interface Sender {

			@Send("ticks")
			void send(Tick tick, @Header("count") AtomicInteger count, @Header("at") Instant at,
					@Header("day") LocalDate day, @Header("name") CharSequence name, @Header("total") String total,
					@Header("flag") Boolean flag, @Header("bit") byte bit);

		}

	}

	@ImportChannelProducers(OtherSenders.Sender.class)
	static class OtherSenders {

		@ChannelProducer
		interface Sender {

			@Send("ticks")
			void send(Tick tick, @Header("count") Duration count, @Header("total") double total,
					@Header("at") Instant at, @Header("day") LocalDate day, @Header("name") String name,
					@Header("flag") int flag);

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Converters {

		@Bean
		Converter<String, LocalDate> date() {
			return new Converter<>() {

				@Override
				public LocalDate convert(String text) {
					return LocalDate.parse(text.substring(0, 10));
				}

			};
		}

		@Bean
		Converter<String, Instant> instant() {
			return new Converter<>() {

				@Override
				public Instant convert(String text) {
					return Instant.parse(text + "T00:00:00Z");
				}

			};
		}

	}

}

package io.github.asyncapikafka.binding;

import java.util.Set;

import io.github.asyncapikafka.binding.address.KafkaDestination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelDestinationsTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: 'ADDRESS'
			    parameters:
			      region: { enum: [eu, u.s] }
			      stage: { default: live }
			  answers: { address: orders.answers }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    reply: { channel: { $ref: '#/channels/answers' } }
			    bindings: { kafka: { groupId: { const: shop } } }
			""";

	private final TestSettings settings = new TestSettings();

	@Test
	void literalsMeanThemselves() {
		KafkaDestination destination = destination("a.b-{id}", "id");
		assertThat(destination.pattern().matcher("a.b-1")).matches();
		assertThat(destination.pattern().matcher("axb-1").matches()).isFalse();
		assertThat(destination.pattern().matcher("a.b-1.2").matches()).isFalse();
		assertThat(destination.value("id", "a.b-1")).isEqualTo("1");
	}

	@Test
	void valuesOfAnEnumAreTheOnlyOnes() {
		KafkaDestination destination = destination("orders.{region}.{id}", "id", "region");
		assertThat(destination.value("region", "orders.u.s.7")).isEqualTo("u.s");
		assertThat(destination.value("id", "orders.u.s.7")).isEqualTo("7");
		assertThat(destination.pattern().matcher("orders.uxs.7").matches()).isFalse();
		assertThat(destination.deadLetterSource()).isEqualTo("orders._._");
	}

	@Test
	void parameterThatOccursTwiceHasOneValue() {
		KafkaDestination destination = destination("{id}.of.{id}", "id");
		assertThat(destination.pattern().matcher("a.of.a")).matches();
		assertThat(destination.pattern().matcher("a.of.b").matches()).isFalse();
	}

	@Test
	void valueThatCannotBeToldIsNone() {
		KafkaDestination destination = destination("{region}-{id}-{b}", "region", "id", "b");
		assertThat(destination.value("id", "eu-1-2")).isEqualTo("1");
		assertThat(destination.value("b", "eu-1-2")).isEqualTo("2");
		assertThat(destination.value("region", "eu-1-2-3")).isEqualTo("eu");
		assertThat(destination.value("id", "eu-1-2-3")).isNull();
	}

	@Test
	void defaultIsOpenOnlyForWhoWantsTheValue() {
		assertThat(destination("orders.{stage}").name()).isEqualTo("orders.live");
		assertThat(destination("orders.{stage}").value("stage", "orders.live")).isEqualTo("live");
		assertThat(destination("orders.{stage}", "stage").name()).isEqualTo("orders.{stage}");
	}

	@Test
	void configuredValueIsNotOpenedByWhoWantsIt() {
		this.settings.parameter("stage", "test");
		KafkaDestination destination = destination("orders.{stage}", "stage");
		assertThat(destination.name()).isEqualTo("orders.test");
		assertThat(destination.value("stage", "orders.test")).isEqualTo("test");
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders._-dlt", "orders.eu-dlt", "orders.eu-retry", "orders.eu-retry-0",
			"orders.eu-retry-1000", "orders.answers" })
	void deadLetterRetryAndReplyTopicsAreLeftOut(String topic) {
		KafkaDestination destination = destination("orders.{id}", "id");
		assertThat(destination.pattern().matcher("orders.eu")).matches();
		assertThat(destination.pattern().matcher(topic).matches()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "__consumer_offsets.x", "orders.DLT" })
	void internalTopicsAreLeftOut(String topic) {
		assertThat(destination("{a}.{b}", "a", "b").pattern().matcher(topic).matches()).isFalse();
	}

	@Test
	void deadLetterTopicsOfAnyNameAreLeftOut() {
		this.settings.deadLetterTopic("{topic}_of_{group}_dead");
		KafkaDestination destination = destination("orders.{id}", "id");
		assertThat(destination.pattern().matcher("orders.__of_shop_dead").matches()).isFalse();
		assertThat(destination.pattern().matcher("orders.eu_of_shop_dead").matches()).isFalse();
		assertThat(destination.pattern().matcher("orders.eu_of_shop")).matches();
	}

	@Test
	void addressOfDeadLettersMatchesNothing() {
		assertThat(destination("orders.{id}-dlt", "id").unmatched()).contains("orders.x-dlt");
		assertThat(destination("orders.{id}", "id").unmatched()).isEmpty();
	}

	@Test
	void sharedTopicsAreFoundWherePatternsMeet() {
		assertThat(destination("orders.{id}", "id").shared(KafkaDestination.of("orders.eu"))).contains("orders.eu");
		assertThat(KafkaDestination.of("orders.eu").shared(destination("orders.{id}", "id"))).contains("orders.eu");
		assertThat(destination("{a}.x", "a").shared(destination("x.{b}", "b"))).contains("x.x");
		assertThat(destination("orders.{id}", "id").shared(KafkaDestination.of("bills.eu"))).isEmpty();
		assertThat(destination("orders.{id}", "id").shared(KafkaDestination.of("orders.eu-dlt"))).isEmpty();
	}

	private KafkaDestination destination(String address, String... wanted) {
		KafkaContract contract = this.settings.contract(DOCUMENT.replace("ADDRESS", address));
		return ChannelDestinations.of(contract, contract.operations().get("onOrder"), Set.of(wanted), "shop");
	}

}

package io.github.asyncapikafka.binding;

import java.util.Optional;
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
			      first: { enum: [orders, bills] }
			      second: { enum: [open, answers] }
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
	void parametersWithoutASeparatorAreFound() {
		assertThat(inseparable("{a}-{b}", "a", "b")).containsExactly("a", "b");
		assertThat(inseparable("x.{a}_{region}_{b}.y", "a", "b", "region")).containsExactly("a", "b");
		assertThat(inseparable("{a}{b}.{id}", "a", "b")).containsExactly("a", "b");
		assertThat(inseparable("{a}.{b}", "a", "b")).isEmpty();
		assertThat(inseparable("{region}-{b}", "region", "b")).isEmpty();
		assertThat(inseparable("{stage}-{b}", "b")).isEmpty();
		assertThat(inseparable("{id}-{id}", "id")).isEmpty();
	}

	@Test
	void parametersWhoseValuesNobodyGetsNeedNoSeparator() {
		assertThat(destination("{a}-{b}.{id}", "a", "b", "id").inseparable(Set.of("id"))).isEmpty();
	}

	private Set<String> inseparable(String address, String... wanted) {
		return destination(address, wanted).inseparable(Set.of(wanted));
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

	@Test
	void replyAddressThatIsOnlyAParameterLeavesNothingOut() {
		KafkaContract contract = this.settings.contract(DOCUMENT.replace("ADDRESS", "orders-{id}")
			.replace("{ address: orders.answers }", "{ address: '{replyTo}' }"));
		assertThat(of(contract, "id").pattern().matcher("orders-eu")).matches();
		contract = this.settings.contract(DOCUMENT.replace("ADDRESS", "orders-{id}")
			.replace("{ address: orders.answers }", "{ address: 'orders-to-{replyTo}' }"));
		assertThat(of(contract, "id").pattern().matcher("orders-eu")).matches();
		assertThat(of(contract, "id").pattern().matcher("orders-to-me").matches()).isFalse();
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

	@Test
	void sharedTopicsAreFoundWhereParametersStandInDifferentPlaces() {
		assertThat(shared("{a}.events", "orders.{b}")).contains("orders.events");
		assertThat(shared("{a}-events.{b}", "{a}.{b}-x")).contains("x-events.x-x");
		assertThat(shared("orders.{region}.{b}", "{a}.u.{b}.{c}")).contains("orders.u.s.x");
		assertThat(shared("{first}.{region}", "{a}.u.s")).contains("bills.u.s");
		assertThat(shared("{first}.events", "shop.{b}")).isEmpty();
		assertThat(shared("{a}.events", "orders.{b}.x")).isEmpty();
	}

	@Test
	void sharedTopicsAreFoundBesideThoseThatAreLeftOut() {
		assertThat(shared("{first}.{b}", "orders.{second}")).contains("orders.open");
		assertThat(shared("orders.{b}", "{a}.answers")).isEmpty();
		assertThat(shared("{id}.of.{id}", "{a}.of.be")).contains("be.of.be");
		assertThat(shared("{id}.of.{id}", "be.of.{b}")).contains("be.of.be");
	}

	private Optional<String> shared(String one, String other) {
		String[] open = { "a", "b", "c", "id", "region", "first", "second" };
		return destination(one, open).shared(destination(other, open));
	}

	@Test
	void eachCombinationOfValuesIsLookedAt() {
		assertThat(destination("{first}.{second}", "first", "second").unmatched()).contains("orders.answers");
	}

	private KafkaDestination destination(String address, String... wanted) {
		return of(this.settings.contract(DOCUMENT.replace("ADDRESS", address)), wanted);
	}

	private static KafkaDestination of(KafkaContract contract, String... wanted) {
		return ChannelDestinations.of(contract, contract.operations().get("onOrder"), Set.of(wanted), "shop");
	}

}

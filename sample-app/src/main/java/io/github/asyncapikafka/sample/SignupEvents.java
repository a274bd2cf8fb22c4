package io.github.asyncapikafka.sample;

import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.Key;
import io.github.asyncapikafka.kafka.Send;

/**
 * Tells others who signed up.
 */
@ChannelProducer
interface SignupEvents {

	@Send("userSignedUp")
	void userSignedUp(@Key String userId, UserSignedUp event);

}

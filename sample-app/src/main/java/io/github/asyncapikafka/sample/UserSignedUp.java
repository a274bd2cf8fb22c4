package io.github.asyncapikafka.sample;

import java.time.Instant;

/**
 * The payload of the message {@code userSignedUp}.
 *
 * @param userId the user's id
 * @param email the user's address
 * @param signedUpAt when it happened
 */
record UserSignedUp(String userId, String email, Instant signedUpAt) {

}

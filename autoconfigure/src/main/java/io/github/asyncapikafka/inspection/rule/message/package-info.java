/**
 * What the rules know of messages: where code meets their schemas, which headers they
 * have, and which of them are alike.
 */
@NullMarked
package io.github.asyncapikafka.inspection.rule.message;

import org.jspecify.annotations.NullMarked;

/**
 * Lets clients of channels connect as the contract says, and keep what the application's
 * own clients have beside that.
 */
@NullMarked
package io.github.asyncapikafka.autoconfigure.connection;

import org.jspecify.annotations.NullMarked;

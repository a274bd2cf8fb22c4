/**
 * The addresses of channels: which topics they are, as long as parameters are open.
 */
@NullMarked
package io.github.asyncapikafka.binding.address;

import org.jspecify.annotations.NullMarked;

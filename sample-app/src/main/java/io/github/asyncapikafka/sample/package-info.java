/**
 * A user signup service whose messaging is its AsyncAPI document.
 */
@NullMarked
package io.github.asyncapikafka.sample;

import org.jspecify.annotations.NullMarked;

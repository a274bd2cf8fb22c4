/**
 * How servers and operations of a document ask clients to authenticate.
 */
@NullMarked
package io.github.asyncapikafka.model.security;

import org.jspecify.annotations.NullMarked;

/**
 * Auto-configuration. The only package that knows Spring Boot.
 */
@NullMarked
package io.github.asyncapikafka.autoconfigure;

import org.jspecify.annotations.NullMarked;

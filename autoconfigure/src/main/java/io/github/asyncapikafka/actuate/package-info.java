/**
 * Shows at run time whether the contract is kept: metrics and health.
 */
@NullMarked
package io.github.asyncapikafka.actuate;

import org.jspecify.annotations.NullMarked;

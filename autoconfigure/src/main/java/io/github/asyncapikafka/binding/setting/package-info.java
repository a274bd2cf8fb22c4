/**
 * What the environment says about a contract.
 */
@NullMarked
package io.github.asyncapikafka.binding.setting;

import org.jspecify.annotations.NullMarked;

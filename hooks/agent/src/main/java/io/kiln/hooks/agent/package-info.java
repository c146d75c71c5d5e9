/** Kiln. */
@NullMarked
package io.kiln.hooks.agent;

import org.jspecify.annotations.NullMarked;

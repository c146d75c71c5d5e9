/** Kiln. */
@NullMarked
package io.kiln.hooks.protocol;

import org.jspecify.annotations.NullMarked;

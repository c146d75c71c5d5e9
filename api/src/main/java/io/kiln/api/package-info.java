/** Kiln. */
@NullMarked
package io.kiln.api;

import org.jspecify.annotations.NullMarked;

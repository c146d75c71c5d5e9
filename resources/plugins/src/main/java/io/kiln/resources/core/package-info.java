/** Small types that need nothing outside, as Heat has them. */
@NullMarked
package io.kiln.resources.core;

import org.jspecify.annotations.NullMarked;

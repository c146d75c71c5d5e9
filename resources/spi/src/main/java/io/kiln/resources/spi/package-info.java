/** Kiln. */
@NullMarked
package io.kiln.resources.spi;

import org.jspecify.annotations.NullMarked;

/** Turns the typed form that plugins write into handlers, schemas and values, and back. */
@NullMarked
package io.kiln.resources.spi.binding;

import org.jspecify.annotations.NullMarked;

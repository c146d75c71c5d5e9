/** Tests of the binding. */
@NullMarked
package io.kiln.resources.spi.binding;

import org.jspecify.annotations.NullMarked;

/** Kiln. */
@NullMarked
package io.kiln.cli;

import org.jspecify.annotations.NullMarked;

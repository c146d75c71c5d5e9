/** Kiln. */
@NullMarked
package io.kiln.engine.planning;

import org.jspecify.annotations.NullMarked;

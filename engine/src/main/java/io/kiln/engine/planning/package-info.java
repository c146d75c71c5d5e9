/** Decides what has to happen: wanted and existing in, steps with their reasons out. Pure. */
@NullMarked
package io.kiln.engine.planning;

import org.jspecify.annotations.NullMarked;

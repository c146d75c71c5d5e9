/** The simulation itself, and that it notices what it is there for. */
@NullMarked
package io.kiln.simulation;

import org.jspecify.annotations.NullMarked;

/**
 * A seeded world in which the engine's drivers meet crashes, stalls and lost answers; who watches
 * it says what must never happen.
 */
@NullMarked
package io.kiln.simulation;

import org.jspecify.annotations.NullMarked;

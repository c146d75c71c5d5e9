/**
 * Asks every route of a real server a million things that nobody should ask, and looks at what it
 * answers.
 */
@NullMarked
package io.kiln.it.fuzz;

import org.jspecify.annotations.NullMarked;

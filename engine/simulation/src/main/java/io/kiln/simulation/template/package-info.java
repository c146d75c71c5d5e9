/** Templates without text: drawn from a random number, evaluated like any other language. */
@NullMarked
package io.kiln.simulation.template;

import org.jspecify.annotations.NullMarked;

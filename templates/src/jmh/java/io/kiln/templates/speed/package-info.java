/** How fast the language is, measured: run by the profile {@code speed}. */
@NullMarked
package io.kiln.templates.speed;

import org.jspecify.annotations.NullMarked;

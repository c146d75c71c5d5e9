/** From texts to frames: the whole language put together. */
@NullMarked
package io.kiln.templates.compile;

import org.jspecify.annotations.NullMarked;

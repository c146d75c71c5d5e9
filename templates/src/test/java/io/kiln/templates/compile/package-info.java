/** Laws of the whole language, and how fast it is. */
@NullMarked
package io.kiln.templates.compile;

import org.jspecify.annotations.NullMarked;

/** Kiln. */
@NullMarked
package io.kiln.templates;

import org.jspecify.annotations.NullMarked;

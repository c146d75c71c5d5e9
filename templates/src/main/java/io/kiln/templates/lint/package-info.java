/** A second look at a text: what is no mistake, but surely not meant. */
@NullMarked
package io.kiln.templates.lint;

import org.jspecify.annotations.NullMarked;

/** Where things were written, and what is wrong with them. */
@NullMarked
package io.kiln.templates.source;

import org.jspecify.annotations.NullMarked;

/** The checks that a template may ask for by name and that need no cloud. */
@NullMarked
package io.kiln.templates.check;

import org.jspecify.annotations.NullMarked;

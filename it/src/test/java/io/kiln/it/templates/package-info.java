/** Checks that what ships in {@code templates/library} is right, before anything runs it. */
@NullMarked
package io.kiln.it.templates;

import org.jspecify.annotations.NullMarked;

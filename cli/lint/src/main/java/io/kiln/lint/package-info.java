/** Checks templates and environments where they lie: no server, nothing is carried out. */
@NullMarked
package io.kiln.lint;

import org.jspecify.annotations.NullMarked;

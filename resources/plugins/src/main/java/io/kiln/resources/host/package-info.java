/** The hosts that resources run on, as templates name them, and the way to reach their agents. */
@NullMarked
package io.kiln.resources.host;

import org.jspecify.annotations.NullMarked;

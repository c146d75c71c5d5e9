/** Secrets at rest. */
@NullMarked
package io.kiln.db.secret;

import org.jspecify.annotations.NullMarked;

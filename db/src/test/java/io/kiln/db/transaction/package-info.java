/** Secrets at rest. */
@NullMarked
package io.kiln.db.transaction;

import org.jspecify.annotations.NullMarked;

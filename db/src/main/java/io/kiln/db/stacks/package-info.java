/** Stacks and their trees in PostgreSQL: plain SQL, a statement a method. */
@NullMarked
package io.kiln.db.stacks;

import org.jspecify.annotations.NullMarked;

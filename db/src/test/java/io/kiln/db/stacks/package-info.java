/** The stores on a real PostgreSQL. */
@NullMarked
package io.kiln.db.stacks;

import org.jspecify.annotations.NullMarked;

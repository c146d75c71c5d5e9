/** Databases for tests. */
@NullMarked
package io.kiln.db;

import org.jspecify.annotations.NullMarked;

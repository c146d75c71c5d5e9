/** A PostgreSQL server of our own beside the JVM, for sites that name none. */
@NullMarked
package io.kiln.db.embedded;

import org.jspecify.annotations.NullMarked;

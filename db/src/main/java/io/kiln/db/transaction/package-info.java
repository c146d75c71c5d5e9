/** Short transactions that outlast a database that is away for a moment. */
@NullMarked
package io.kiln.db.transaction;

import org.jspecify.annotations.NullMarked;

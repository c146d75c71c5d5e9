/** The hosts that have joined. */
@NullMarked
package io.kiln.db.hosts;

import org.jspecify.annotations.NullMarked;

/** What a row may hold instead of a secret, and values as rows hold them. */
@NullMarked
package io.kiln.db.secret;

import org.jspecify.annotations.NullMarked;

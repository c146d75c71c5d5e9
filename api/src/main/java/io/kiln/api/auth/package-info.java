/** Who sends a request, and whether they may do what it asks: one place for both. */
@NullMarked
package io.kiln.api.auth;

import org.jspecify.annotations.NullMarked;

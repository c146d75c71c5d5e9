/** The API against a store in memory, asked over a real port. */
@NullMarked
package io.kiln.api;

import org.jspecify.annotations.NullMarked;

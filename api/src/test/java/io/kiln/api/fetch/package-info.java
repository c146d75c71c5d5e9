/** Servers that mean harm to whoever fetches from them. */
@NullMarked
package io.kiln.api.fetch;

import org.jspecify.annotations.NullMarked;

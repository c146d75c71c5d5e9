/** What only Kiln's own face of the API can be asked. */
@NullMarked
package io.kiln.api.v2;

import org.jspecify.annotations.NullMarked;

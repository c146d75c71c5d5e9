/** Tests of how often anybody may ask. */
@NullMarked
package io.kiln.api.limits;

import org.jspecify.annotations.NullMarked;

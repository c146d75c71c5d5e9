/** Parts of Heat's API by themselves. */
@NullMarked
package io.kiln.api.heat;

import org.jspecify.annotations.NullMarked;

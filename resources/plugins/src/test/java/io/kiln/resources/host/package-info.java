/** Tests of the host types. */
@NullMarked
package io.kiln.resources.host;

import org.jspecify.annotations.NullMarked;

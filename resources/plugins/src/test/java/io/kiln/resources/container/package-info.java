/** Tests of the container types. */
@NullMarked
package io.kiln.resources.container;

import org.jspecify.annotations.NullMarked;

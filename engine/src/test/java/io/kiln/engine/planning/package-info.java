/** Plans without a store. */
@NullMarked
package io.kiln.engine.planning;

import org.jspecify.annotations.NullMarked;

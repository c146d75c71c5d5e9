/** Traces as a collector and the agents see them. */
@NullMarked
package io.kiln.api.tracing;

import org.jspecify.annotations.NullMarked;

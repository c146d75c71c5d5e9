/** Decides, without touching anything, which steps bring a container to what is wanted. */
@NullMarked
package io.kiln.hooks.agent.plan;

import org.jspecify.annotations.NullMarked;

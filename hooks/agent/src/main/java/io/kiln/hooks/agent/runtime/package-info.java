/** The container engine as the agent needs it: one port, a real engine and a simulated one. */
@NullMarked
package io.kiln.hooks.agent.runtime;

import org.jspecify.annotations.NullMarked;

/** Hooks: programs on the host that carry out software deployments, after Heat's protocol. */
@NullMarked
package io.kiln.hooks.agent.script;

import org.jspecify.annotations.NullMarked;

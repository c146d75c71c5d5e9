/** The agent of a host: takes operations, remembers them, and carries them out on its engine. */
@NullMarked
package io.kiln.hooks.agent;

import org.jspecify.annotations.NullMarked;

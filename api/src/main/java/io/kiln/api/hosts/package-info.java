/** The hosts that have joined: who they are, whether they answer, and how to reach their agents. */
@NullMarked
package io.kiln.api.hosts;

import org.jspecify.annotations.NullMarked;

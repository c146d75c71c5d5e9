/** The messages between a worker and the agent of a host, and the port they travel through. */
@NullMarked
package io.kiln.hooks.protocol;

import org.jspecify.annotations.NullMarked;

/** How many requests anybody may send, so that nobody takes the server from all others. */
@NullMarked
package io.kiln.api.limits;

import org.jspecify.annotations.NullMarked;

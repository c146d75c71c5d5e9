/** Requests that their senders may repeat: the header {@code Idempotency-Key} of Kiln's own API. */
@NullMarked
package io.kiln.api.repeat;

import org.jspecify.annotations.NullMarked;

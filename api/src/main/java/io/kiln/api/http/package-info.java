/** What every face of the API shares: bodies and their limits, request ids, refusals. */
@NullMarked
package io.kiln.api.http;

import org.jspecify.annotations.NullMarked;

/** Kiln's own API: plans, hosts, streams of events; what Heat's API cannot say. */
@NullMarked
package io.kiln.api.v2;

import org.jspecify.annotations.NullMarked;

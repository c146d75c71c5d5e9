/** What Kiln's own API promises, made from its sources, and whether its answers keep it. */
@NullMarked
package io.kiln.api.contract;

import org.jspecify.annotations.NullMarked;

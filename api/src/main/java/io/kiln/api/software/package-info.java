/** Heat's software configs and deployments: kept, shown, asked for by servers. */
@NullMarked
package io.kiln.api.software;

import org.jspecify.annotations.NullMarked;

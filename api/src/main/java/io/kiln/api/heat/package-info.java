/** OpenStack Heat's orchestration API, version 1, as its stock clients expect it. */
@NullMarked
package io.kiln.api.heat;

import org.jspecify.annotations.NullMarked;

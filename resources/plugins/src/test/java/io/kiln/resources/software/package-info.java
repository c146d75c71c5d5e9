/** Tests of software configs and deployments. */
@NullMarked
package io.kiln.resources.software;

import org.jspecify.annotations.NullMarked;

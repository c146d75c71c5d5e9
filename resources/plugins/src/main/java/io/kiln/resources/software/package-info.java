/** Software configs and their deployment on hosts, as Heat has them. */
@NullMarked
package io.kiln.resources.software;

import org.jspecify.annotations.NullMarked;

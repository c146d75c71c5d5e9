/** Tests of environments and names. */
@NullMarked
package io.kiln.templates.environment;

import org.jspecify.annotations.NullMarked;

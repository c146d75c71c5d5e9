/** Tests of what is written down. */
@NullMarked
package io.kiln.api.audit;

import org.jspecify.annotations.NullMarked;

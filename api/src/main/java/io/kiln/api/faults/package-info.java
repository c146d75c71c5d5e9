/** Where every request that failed gets its answer, in the words of the face it came in by. */
@NullMarked
package io.kiln.api.faults;

import org.jspecify.annotations.NullMarked;

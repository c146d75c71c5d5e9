/** The rules of the house that a compiler does not know: who may know whom, and tidiness. */
@NullMarked
package io.kiln.house;

import org.jspecify.annotations.NullMarked;

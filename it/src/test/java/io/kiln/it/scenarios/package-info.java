/** Whole stories on real parts; each test is named by what must hold. */
@NullMarked
package io.kiln.it.scenarios;

import org.jspecify.annotations.NullMarked;

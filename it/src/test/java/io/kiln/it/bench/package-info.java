/** Programs that measure: how long things take and how much memory they hold. */
@NullMarked
package io.kiln.it.bench;

import org.jspecify.annotations.NullMarked;

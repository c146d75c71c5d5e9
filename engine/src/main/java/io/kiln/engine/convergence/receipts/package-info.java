/**
 * What repeatable requests came to, so that one that is sent again is answered and not done again.
 */
@NullMarked
package io.kiln.engine.convergence.receipts;

import org.jspecify.annotations.NullMarked;

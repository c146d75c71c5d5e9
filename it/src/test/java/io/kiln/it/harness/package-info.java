/** What the end-to-end tests stand on: real processes, real engines, the stock client, patience. */
@NullMarked
package io.kiln.it.harness;

import org.jspecify.annotations.NullMarked;

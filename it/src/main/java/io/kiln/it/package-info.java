/** End-to-end tests: the whole of Kiln against real servers, engines and clients. */
@NullMarked
package io.kiln.it;

import org.jspecify.annotations.NullMarked;

/** What golden files cannot show of functions: limits, and groups. */
@NullMarked
package io.kiln.templates.function;

import org.jspecify.annotations.NullMarked;

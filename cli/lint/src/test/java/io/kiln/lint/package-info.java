/** Tests of lint, and of what is generated about the language. */
@NullMarked
package io.kiln.lint;

import org.jspecify.annotations.NullMarked;

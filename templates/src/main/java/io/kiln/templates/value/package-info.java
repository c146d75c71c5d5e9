/** What an expression comes to: closed, immutable, each value with its mark. */
@NullMarked
package io.kiln.templates.value;

import org.jspecify.annotations.NullMarked;

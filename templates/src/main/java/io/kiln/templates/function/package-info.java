/** The functions of the template language, one class each. */
@NullMarked
package io.kiln.templates.function;

import org.jspecify.annotations.NullMarked;

/** What a template asks for: parameter declarations, conversions and constraints. */
@NullMarked
package io.kiln.templates.parameter;

import org.jspecify.annotations.NullMarked;

/** The versions of the template language and what each allows. */
@NullMarked
package io.kiln.templates.dialect;

import org.jspecify.annotations.NullMarked;

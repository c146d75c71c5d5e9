/** The front end for Heat's own template format. */
@NullMarked
package io.kiln.templates.hot;

import org.jspecify.annotations.NullMarked;

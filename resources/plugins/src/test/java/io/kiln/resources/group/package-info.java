/** What groups unfold into. */
@NullMarked
package io.kiln.resources.group;

import org.jspecify.annotations.NullMarked;

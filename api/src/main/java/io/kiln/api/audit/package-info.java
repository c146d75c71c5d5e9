/** Who did what: written down before it is done and after, and shown to admins. */
@NullMarked
package io.kiln.api.audit;

import org.jspecify.annotations.NullMarked;

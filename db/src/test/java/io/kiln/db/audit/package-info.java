/** Tests of the audit log. */
@NullMarked
package io.kiln.db.audit;

import org.jspecify.annotations.NullMarked;

/** Who did what, in rows that are only ever appended and vouch for all before them. */
@NullMarked
package io.kiln.db.audit;

import org.jspecify.annotations.NullMarked;

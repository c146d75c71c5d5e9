/** Jobs on a real server. */
@NullMarked
package io.kiln.db.jobs;

import org.jspecify.annotations.NullMarked;

/** Jobs that are done now and then by one of all processes that share a database. */
@NullMarked
package io.kiln.db.jobs;

import org.jspecify.annotations.NullMarked;

/** Hibernate and Spring Data, for what is read and written whole. */
@NullMarked
package io.kiln.db.jpa;

import org.jspecify.annotations.NullMarked;

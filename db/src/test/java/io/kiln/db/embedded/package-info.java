/** The embedded server: started, stopped, killed and adopted. */
@NullMarked
package io.kiln.db.embedded;

import org.jspecify.annotations.NullMarked;

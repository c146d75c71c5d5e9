/** PostgreSQL behind the ports of the engine: stores, migrations, secrets at rest. */
@NullMarked
package io.kiln.db;

import org.jspecify.annotations.NullMarked;

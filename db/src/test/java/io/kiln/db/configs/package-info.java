/** Tests of what is kept for servers: configs and deployments. */
@NullMarked
package io.kiln.db.configs;

import org.jspecify.annotations.NullMarked;

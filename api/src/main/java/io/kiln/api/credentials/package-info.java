/** Files that operators keep by hand and that hold secrets: who may come in, and with what. */
@NullMarked
package io.kiln.api.credentials;

import org.jspecify.annotations.NullMarked;

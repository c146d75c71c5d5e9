/** Tests of who may do what. */
@NullMarked
package io.kiln.api.auth;

import org.jspecify.annotations.NullMarked;

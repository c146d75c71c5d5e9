/** AWS's query protocol: flat fields come in, XML goes out. */
@NullMarked
package io.kiln.api.cfn.wire;

import org.jspecify.annotations.NullMarked;

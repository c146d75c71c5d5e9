/** Who sent a request that is signed as AWS's clients sign them (signature version 4). */
@NullMarked
package io.kiln.api.cfn.signature;

import org.jspecify.annotations.NullMarked;

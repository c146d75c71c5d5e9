/** Tests of what clients of CloudFormation's API keep, on a real PostgreSQL. */
@NullMarked
package io.kiln.db.cfn;

import org.jspecify.annotations.NullMarked;

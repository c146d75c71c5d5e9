/** What clients of CloudFormation's API keep with a stack: settings and change sets. */
@NullMarked
package io.kiln.db.cfn;

import org.jspecify.annotations.NullMarked;

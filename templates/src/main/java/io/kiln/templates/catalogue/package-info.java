/** What each code of a finding means and how to mend it: one place for pages, tools and people. */
@NullMarked
package io.kiln.templates.catalogue;

import org.jspecify.annotations.NullMarked;

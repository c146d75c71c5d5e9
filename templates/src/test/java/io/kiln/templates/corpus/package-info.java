/** Golden files of the language: a template, and what it comes to. */
@NullMarked
package io.kiln.templates.corpus;

import org.jspecify.annotations.NullMarked;

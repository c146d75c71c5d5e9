package io.kiln.templates.yaql;

/** A function or method of the standard library; a receiver is its first argument. */
interface Builtin {

  Datum apply(Arguments arguments);
}

package io.kiln.cli.text;

/** How data is printed; all but {@code table} are stable for programs to read. */
public enum Format {
  table,
  json,
  yaml,
  value
}

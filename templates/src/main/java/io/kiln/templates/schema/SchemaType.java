package io.kiln.templates.schema;

/** The kinds of property and attribute values, as Heat's schemas name them in lower case. */
public enum SchemaType {
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN,
  LIST,
  MAP,
  ANY
}

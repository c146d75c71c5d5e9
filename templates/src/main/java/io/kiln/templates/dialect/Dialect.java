package io.kiln.templates.dialect;

/** The language a template is written in, with its version. */
public sealed interface Dialect permits HotVersion, CfnDialect {

  /** The key that names it at the top of a template. */
  String key();

  /** What stands under that key. */
  String date();

  /** What its parts are called. */
  Words words();

  /** How listings call it: {@code heat_template_version.2018-08-31}. */
  default String listed() {
    return key() + "." + date();
  }
}

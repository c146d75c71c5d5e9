package io.kiln.templates.dialect;

/** The two dialects of CloudFormation, one version each. */
public enum CfnDialect implements Dialect {
  /** CloudFormation as AWS has it today, and what Heat alone has besides. */
  AWS("AWSTemplateFormatVersion", "2010-09-09"),
  /** What Heat made of it: no conditions, no short tags, a handful of functions. */
  HEAT("HeatTemplateFormatVersion", "2012-12-12");

  private final String key;
  private final String date;

  CfnDialect(String key, String date) {
    this.key = key;
    this.date = date;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String date() {
    return date;
  }

  @Override
  public Words words() {
    return Words.CLOUD_FORMATION;
  }
}

package io.kiln.templates.compile;

import io.kiln.templates.expression.ValueLimits;
import io.kiln.templates.text.TextLimits;

/**
 * How large a stack may be, and what looking at it may cost.
 *
 * @param text limits of each text
 * @param nesting levels of provider templates below the root
 * @param resources resources of the whole tree that is known before anything exists
 * @param values limits of what functions make
 */
public record Limits(TextLimits text, int nesting, int resources, ValueLimits values) {

  /**
   * The nesting depth that TripleO asks Heat for (Heat itself stops at 5, which templates of
   * services in roles exceed); and a number of resources that no plan for people reaches, but a
   * template that contains itself several times would at once.
   */
  public static final Limits DEFAULT =
      new Limits(TextLimits.DEFAULT, 10, 100_000, ValueLimits.DEFAULT);

  /** With the usual limits of values. */
  public Limits(TextLimits text, int nesting, int resources) {
    this(text, nesting, resources, ValueLimits.DEFAULT);
  }
}

package io.kiln.templates.compile;

import io.kiln.templates.text.TextLimits;

/**
 * How large a stack may be.
 *
 * @param text limits of each text
 * @param nesting levels of provider templates below the root
 * @param resources resources of the whole tree that is known before anything exists
 */
public record Limits(TextLimits text, int nesting, int resources) {

  /**
   * The nesting depth that TripleO asks Heat for (Heat itself stops at 5, which templates of
   * services in roles exceed); and a number of resources that no plan for people reaches, but a
   * template that contains itself several times would at once.
   */
  public static final Limits DEFAULT = new Limits(TextLimits.DEFAULT, 10, 100_000);
}

package io.kiln.resources.spi;

/**
 * What can be asked of a resource that exists, besides changing what it is given; Heat's actions of
 * the same names.
 */
public enum Act {
  /** Look whether it really is as it was made; writes nothing. */
  CHECK,
  /** Make it rest and keep all of it. */
  SUSPEND,
  /** Make it work again after a rest. */
  RESUME
}

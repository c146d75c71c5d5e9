package io.kiln.hooks.protocol;

/** When an image is fetched from its registry. */
public enum ImagePull {
  /** When no image of that name is on the host. */
  MISSING,
  /** Before every use; a container whose image was another build is replaced. */
  ALWAYS,
  /** Not at all; an image that is not on the host is an error. */
  NEVER
}

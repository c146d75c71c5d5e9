package io.kiln.hooks.protocol;

/**
 * A file written into a container before it starts.
 *
 * @param path absolute, in the container
 * @param content may be secret
 * @param owner {@code user[:group]}, names of the image or numbers
 * @param mode permission bits, such as 0644
 */
public record ConfigFile(String path, String content, String owner, int mode, Strategy strategy) {

  /** Kolla's two ways of configuring a container. */
  public enum Strategy {
    /** The container always has the wanted content: a change replaces it. */
    COPY_ALWAYS,
    /** The content is frozen for the container's life; a change waits for the next replacement. */
    COPY_ONCE
  }

  public ConfigFile {
    if (!path.startsWith("/") || path.endsWith("/") || hasDots(path) || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "file '" + path + "': the path is absolute, without '.' and '..', and names a file");
    }
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException(
          "file '" + path + "': the mode is 0000 to 7777, not " + Integer.toOctalString(mode));
    }
  }

  /** Leaves the content out: it may be a secret. */
  @Override
  public String toString() {
    return "ConfigFile[%s, %d characters, %s, %04o, %s]"
        .formatted(path, content.length(), owner, mode, strategy);
  }

  private static boolean hasDots(String path) {
    for (String part : path.split("/")) {
      if (part.equals(".") || part.equals("..")) {
        return true;
      }
    }
    return false;
  }
}

package io.kiln.api.boot;

import io.kiln.resources.baremetal.IronicEndpoint;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of an Ironic as a command line has it: a user and a password may stand in it. */
final class BareMetalUrl {

  private BareMetalUrl() {}

  /**
   * The same text.
   *
   * @throws IllegalArgumentException when it is no such address; does not repeat what was given
   */
  static String checked(String text) {
    endpoint(text);
    return text;
  }

  static IronicEndpoint endpoint(String text) {
    try {
      var url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null) {
        var bare =
            new URI(url.getScheme(), null, url.getHost(), url.getPort(), url.getPath(), null, null);
        return new IronicEndpoint(bare, auth(url.getUserInfo()));
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("--ironic is no URL: " + e.getReason(), e);
    }
    throw new IllegalArgumentException("--ironic must be a URL such as http://127.0.0.1:6385");
  }

  private static IronicEndpoint.Auth auth(@org.jspecify.annotations.Nullable String user) {
    if (user == null) {
      return new IronicEndpoint.Auth.None();
    }
    int colon = user.indexOf(':');
    return colon < 0
        ? new IronicEndpoint.Auth.HttpBasic(user, "")
        : new IronicEndpoint.Auth.HttpBasic(user.substring(0, colon), user.substring(colon + 1));
  }
}

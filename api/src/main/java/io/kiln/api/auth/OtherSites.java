package io.kiln.api.auth;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a browser says of the page that had it send a request. With an {@code Origin} it is not
 * done: an image's GET, a link or a frame has none.
 */
final class OtherSites {

  private OtherSites() {}

  /**
   * Whether a page of another site is behind a request: a person who typed the address is none, nor
   * is a program, whose requests say nothing. Links from elsewhere are refused with the rest, since
   * a frame's are the same; so is what browsers may say one day. Another port is another site here.
   */
  static boolean ask(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("none") && !site.equals("same-origin");
  }
}

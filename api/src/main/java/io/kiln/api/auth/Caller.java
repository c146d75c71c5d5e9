package io.kiln.api.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param user for people, and for the audit log
 * @param project whose stacks they may use; empty for somebody who is bound to none
 * @param roles what they may do there, with all that is implied
 * @param means how that is known
 */
public record Caller(String user, Optional<Project> project, Set<Role> roles, Means means) {

  private static final String ATTRIBUTE = Caller.class.getName();

  /** Whoever reaches a server without authentication: may do everything. */
  static final Caller ANYBODY =
      new Caller("anybody", Optional.empty(), EnumSet.allOf(Role.class), Means.NONE);

  /** Somebody who has shown nothing, on a route that is open to all. */
  public static final Caller STRANGER =
      new Caller("unknown", Optional.empty(), Set.of(), Means.NONE);

  /** Somebody who came with a signed address, which is looked at when its route is known. */
  static final Caller BEARER =
      new Caller("signed address", Optional.empty(), Set.of(), Means.SIGNATURE);

  /** How it is known who sent a request. */
  public enum Means {
    /** It is not. */
    NONE,
    /** A token of the token file. */
    TOKEN,
    /** A name and password of the token file. */
    BASIC,
    /** A token of Keystone's. */
    KEYSTONE,
    /** A key that the request was signed with, as AWS's clients do. */
    ACCESS_KEY,
    /** The address itself was signed by this installation. */
    SIGNATURE;

    /** As it is written down. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Somebody with a project and one role in it. */
  public static Caller of(String user, Project project, Role role, Means means) {
    return new Caller(user, Optional.of(project), role.implied(), means);
  }

  /** Whether they have this role, by itself or with a greater one. */
  public boolean may(Role role) {
    return roles.contains(role);
  }

  /** Their roles without those that another implies, for people. */
  String greatest() {
    List<String> words =
        roles.stream()
            .filter(
                role ->
                    roles.stream()
                        .noneMatch(other -> other != role && other.implied().contains(role)))
            .sorted()
            .map(Role::word)
            .toList();
    return words.isEmpty() ? "none" : String.join(" and ", words);
  }

  /** Whether somebody found out already who sent this request. */
  static boolean isKnown(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Caller;
  }

  /**
   * Who sent this request.
   *
   * @throws IllegalStateException when it came past the filter that finds out
   */
  public static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("nobody asked who sent " + request.getRequestURI());
  }

  /** From here on it is known that they sent this request. */
  public void sent(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}

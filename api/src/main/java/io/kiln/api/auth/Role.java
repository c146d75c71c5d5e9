package io.kiln.api.auth;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody may do. The first three are OpenStack's default roles, each with all before it. */
public enum Role {
  /** Looks at what a project has. */
  READER,
  /** Changes what a project has. */
  MEMBER,
  /** Runs the installation: every project, the hosts, the audit log. */
  ADMIN,
  /** An agent: joins as a host and says that it is there, nothing else. */
  HOST;

  /** As files and Keystone write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of this name, in any case as Keystone compares names; empty for one we do not know.
   */
  static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equalsIgnoreCase(word)).findFirst();
  }

  /** This role and those it implies. */
  Set<Role> implied() {
    return switch (this) {
      case READER -> EnumSet.of(READER);
      case MEMBER -> EnumSet.of(READER, MEMBER);
      case ADMIN -> EnumSet.allOf(Role.class);
      case HOST -> EnumSet.of(HOST);
    };
  }
}

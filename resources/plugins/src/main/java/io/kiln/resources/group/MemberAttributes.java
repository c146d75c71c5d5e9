package io.kiln.resources.group;

import io.kiln.resources.spi.Members;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The attributes that groups of Heat have in common (heat/engine/resources/openstack/heat/
 * resource_group.py, resource_chain.py; heat/common/grouputils.py).
 */
final class MemberAttributes {

  static final String REFS = "refs";
  static final String REFS_MAP = "refs_map";
  static final String ATTRIBUTES = "attributes";
  private static final String MEMBER = "resource.";
  private static final Set<String> OF_THE_GROUP = Set.of(REFS, REFS_MAP);

  private MemberAttributes() {}

  /** What an attribute gives: of the group, of the member it names, or of each member in a list. */
  static Value of(String name, Members members) {
    if (name.startsWith(MEMBER)) {
      return ofMember(name.split("\\.", 3), members);
    }
    return switch (name) {
      case REFS -> Value.list(members.names().stream().map(members::reference).toList());
      case REFS_MAP -> refsMap(members);
      case ATTRIBUTES -> byMember(members);
      default -> list(name, members);
    };
  }

  /** Whether the rest of a path is walked in each member. */
  static boolean spreads(String name) {
    return !OF_THE_GROUP.contains(name) && !name.startsWith(MEMBER);
  }

  /** Member name to reference. */
  static Value refsMap(Members members) {
    SequencedMap<String, Value> refs = new LinkedHashMap<>();
    members.names().forEach(member -> refs.put(member, members.reference(member)));
    return Value.map(refs);
  }

  /** Member name to all its attributes. */
  static Value byMember(Members members) {
    SequencedMap<String, Value> all = new LinkedHashMap<>();
    members.names().forEach(member -> all.put(member, members.attribute(member, "")));
    return Value.map(all);
  }

  /** Member name to one attribute. */
  static Value byMember(String attribute, Members members) {
    SequencedMap<String, Value> all = new LinkedHashMap<>();
    members.names().forEach(member -> all.put(member, members.attribute(member, attribute)));
    return Value.map(all);
  }

  /** One attribute of each member, in order. */
  static Value list(String attribute, Members members) {
    return Value.list(
        members.names().stream().map(member -> members.attribute(member, attribute)).toList());
  }

  /** {@code resource.NAME} or {@code resource.NAME.ATTRIBUTE}. */
  private static Value ofMember(String[] parts, Members members) {
    if (!members.names().contains(parts[1])) {
      return Value.nothing();
    }
    return parts.length < 3 ? members.reference(parts[1]) : members.attribute(parts[1], parts[2]);
  }
}

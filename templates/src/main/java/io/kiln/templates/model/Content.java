package io.kiln.templates.model;

import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a resource that is a stack of its own holds, where no provider template says so. */
public sealed interface Content {

  /** Resources alike, in this order: a group. */
  record Members(List<Member> members) implements Content {
    public Members {
      members = List.copyOf(members);
    }
  }

  /** A template in the words of its author. */
  record Text(String template, SequencedMap<String, Value> parameters) implements Content {
    public Text {
      parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }
  }

  /** A template that was sent along, by the name it was sent under. */
  record File(String name, SequencedMap<String, Value> parameters) implements Content {
    public File {
      parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }
  }

  /**
   * One member of a group. Its properties are values: what its group was given is evaluated
   * already.
   *
   * @param type as a template would name it: the environment's registry is asked
   * @param properties possibly with unknown values in them
   * @param requires members that come before this one
   */
  record Member(
      String name,
      String type,
      Value.MapOf properties,
      Value.MapOf metadata,
      SortedSet<String> requires) {
    public Member {
      requires = Collections.unmodifiableSortedSet(new TreeSet<>(requires));
    }

    /** One that waits for no other. */
    public static Member of(String name, String type, Value.MapOf properties) {
      return new Member(name, type, properties, Value.MapOf.EMPTY, new TreeSet<>());
    }
  }
}

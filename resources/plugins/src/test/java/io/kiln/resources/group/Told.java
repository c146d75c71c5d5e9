package io.kiln.resources.group;

import io.kiln.resources.spi.Past;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group's past as a test tells it. */
record Told(
    boolean creating,
    Value.MapOf memory,
    List<Member> members,
    Map<String, Value.MapOf> siblings,
    Value.MapOf heard)
    implements Past {

  static Told nothing() {
    return new Told(true, Value.MapOf.EMPTY, List.of(), Map.of(), Value.MapOf.EMPTY);
  }

  /** Complete, with members of these names whose references are the names after {@code ref-}. */
  static Told complete(Value.MapOf memory, String... names) {
    return new Told(
        false,
        memory,
        List.of(names).stream()
            .map(name -> new Member(name, false, Value.text("ref-" + name)))
            .toList(),
        Map.of(),
        Value.MapOf.EMPTY);
  }

  @Override
  public String groupId() {
    return "8f1d0c8e-3a0b-4b38-8e6e-4f6b6a0f2a11";
  }

  @Override
  public Optional<Value.MapOf> sibling(String reference) {
    return Optional.ofNullable(siblings.get(reference));
  }
}

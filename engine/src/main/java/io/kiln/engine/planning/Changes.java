package io.kiln.engine.planning;

import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what a resource was last given with what is wanted, property by property. */
final class Changes {

  private Changes() {}

  /**
   * The properties that differ, in the schema's order; null counts as not given. One that the
   * resource was made without, before its type had it, was as the default says.
   */
  static List<Change> between(Value.MapOf before, Value.MapOf after, ResourceSchema schema) {
    var names = new LinkedHashSet<>(schema.properties().keySet());
    names.addAll(after.entries().keySet());
    names.addAll(before.entries().keySet());
    var changes = new ArrayList<Change>();
    for (String name : names) {
      Optional<Value> old = given(before.entries().get(name));
      Optional<Value> wanted = given(after.entries().get(name));
      @Nullable PropertySchema property = schema.properties().get(name);
      if (old.equals(wanted) || (old.isEmpty() && wanted.equals(usual(property)))) {
        continue;
      }
      boolean hidden = property != null && property.sensitive();
      changes.add(
          new Change(
              name,
              old.map(value -> hidden ? value.marked(Mark.SECRET) : value),
              wanted.map(value -> hidden ? value.marked(value.mark().with(true)) : value),
              property == null || !property.updatable(),
              property != null && property.immutable(),
              wanted.map(value -> placeOf(value, old)).orElse(SourceSpan.NOWHERE)));
    }
    return changes;
  }

  private static Optional<Value> usual(@Nullable PropertySchema property) {
    return property == null ? Optional.empty() : property.defaultValue();
  }

  private static Optional<Value> given(@Nullable Value value) {
    return value == null || value instanceof Value.Null ? Optional.empty() : Optional.of(value);
  }

  /**
   * The place of the innermost part that differs, when the outer value has the same shape as
   * before.
   */
  private static SourceSpan placeOf(Value wanted, Optional<Value> before) {
    if (wanted instanceof Value.MapOf now && before.orElse(null) instanceof Value.MapOf then) {
      var differing =
          now.entries().entrySet().stream()
              .filter(entry -> !entry.getValue().equals(then.get(entry.getKey())))
              .toList();
      if (differing.size() == 1) {
        SourceSpan inner =
            placeOf(
                differing.getFirst().getValue(), given(then.get(differing.getFirst().getKey())));
        return inner.isSomewhere() ? inner : wanted.mark().at();
      }
    }
    return wanted.mark().at();
  }
}

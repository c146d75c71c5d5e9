package io.kiln.templates.schema;

import io.kiln.templates.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedSet;

/** The resource types and named checks that the language may rely on; given by whoever runs it. */
public interface TypeCatalog {

  /** The schema of a type, by canonical name or alias. */
  Optional<ResourceSchema> find(String type);

  /** All canonical names, for suggestions and listings. */
  SortedSet<String> types();

  /** All names of a type, the canonical one first. */
  default SequencedSet<String> names(String type) {
    return new LinkedHashSet<>(List.of(type));
  }

  /** Whether a custom constraint of this name exists. */
  boolean hasCheck(String constraint);

  /** What is wrong with a value under a custom constraint; empty when nothing is. */
  Optional<String> check(String constraint, Value value);
}

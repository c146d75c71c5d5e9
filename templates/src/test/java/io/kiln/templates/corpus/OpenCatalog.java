package io.kiln.templates.corpus;

import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Knows every type of OpenStack's and lets all properties and attributes through. */
final class OpenCatalog implements TypeCatalog {

  @Override
  public Optional<ResourceSchema> find(String type) {
    boolean known = type.startsWith("OS::") && !type.startsWith("OS::TripleO::");
    return known
        ? Optional.of(
            new ResourceSchema(type, "", new LinkedHashMap<>(), new LinkedHashMap<>(), true, true))
        : Optional.empty();
  }

  @Override
  public SortedSet<String> types() {
    return new TreeSet<>();
  }

  @Override
  public boolean hasCheck(String constraint) {
    return true;
  }

  @Override
  public Optional<String> check(String constraint, Value value) {
    return Optional.empty();
  }
}

package io.kiln.templates.cfn;

import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code Mappings}: tables of two levels; functions have no meaning in them. */
final class MappingReader {

  private final Section section;

  MappingReader(Section section) {
    this.section = section;
  }

  SequencedMap<String, Value.MapOf> read() {
    SequencedMap<String, Value.MapOf> tables = new LinkedHashMap<>();
    section
        .entries()
        .keySet()
        .forEach(name -> table(name).ifPresent(table -> tables.put(name, table)));
    return tables;
  }

  private Optional<Value.MapOf> table(String name) {
    Optional<Section> table = section.section(name);
    if (table.isEmpty()) {
      return Optional.empty();
    }
    SequencedMap<String, Value> rows = new LinkedHashMap<>();
    table
        .get()
        .entries()
        .forEach(
            (key, entry) -> {
              if (entry.node() instanceof Node.Mapping row) {
                rows.put(key, row.value());
              } else {
                section.error(
                    "invalid-section",
                    "Every key of the mapping %s must hold a map, not %s."
                        .formatted(name, entry.node().kind()),
                    entry.node().at());
              }
            });
    return Optional.of(new Value.MapOf(rows, Mark.at(table.get().at())));
  }
}

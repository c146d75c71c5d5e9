package io.kiln.templates.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every code there is, by name. A test fails when a finding has a code that is not here. */
public final class Catalogue {

  private static final SortedMap<String, Code> CODES = new TreeMap<>();

  static {
    Stream.of(
            OfTexts.CODES,
            OfTemplates.CODES,
            OfValues.CODES,
            OfCloudFormation.CODES,
            OfSecondLooks.CODES)
        .flatMap(List::stream)
        .forEach(
            code -> {
              if (CODES.put(code.name(), code) != null) {
                throw new IllegalStateException("two entries for the code " + code.name());
              }
            });
  }

  private Catalogue() {}

  /** All of them, sorted by name. */
  public static Collection<Code> all() {
    return Collections.unmodifiableCollection(CODES.values());
  }

  /** The code of this name. */
  public static Optional<Code> find(String name) {
    return Optional.ofNullable(CODES.get(name));
  }
}

package io.kiln.templates.yaql;

import java.util.Map;
import java.util.Optional;

/** The variables in reach; inner ones hide outer ones. {@code $} is another name of {@code $1}. */
record Context(Map<String, Datum> variables, Optional<Context> outer) {

  /** The variable of this name, null's place being taken by nothing. */
  Optional<Datum> get(String name) {
    String full = name.isEmpty() ? "1" : name;
    Optional<Context> here = Optional.of(this);
    while (here.isPresent()) {
      Datum found = here.get().variables.get(full);
      if (found != null) {
        return Optional.of(found);
      }
      here = here.get().outer;
    }
    return Optional.empty();
  }

  Context with(Map<String, Datum> inner) {
    return new Context(inner, Optional.of(this));
  }
}

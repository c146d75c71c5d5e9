package io.kiln.resources.software;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Name;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** A value that a config takes, as templates declare it. */
public record ConfigInput(
    @Doc("Its name.") String name,
    @Doc("What it is for.") @Default("\"\"") String description,
    @Doc("Its type.")
        @Default("\"String\"")
        @Allowed({"String", "Number", "CommaDelimitedList", "Json", "Boolean"})
        String type,
    @Doc("Its value when a deployment gives none.") @Name("default") Optional<Value> defaultValue,
    @Doc("A deployment whose value changes is to be replaced.") @Default("false")
        boolean replaceOnChange) {

  StoredConfig.Input stored() {
    return new StoredConfig.Input(name, type, description, defaultValue, replaceOnChange);
  }
}

package io.kiln.resources.software;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;

/** A value that a config gives, as templates declare it. */
public record ConfigOutput(
    @Doc("Its name.") String name,
    @Doc("What it is.") @Default("\"\"") String description,
    @Doc("Its type.")
        @Default("\"String\"")
        @Allowed({"String", "Number", "CommaDelimitedList", "Json", "Boolean"})
        String type,
    @Doc("Its presence means that the deployment failed, and it says why.") @Default("false")
        boolean errorOutput) {

  StoredConfig.Output stored() {
    return new StoredConfig.Output(name, type, description, errorOutput);
  }
}

package io.kiln.lint;

import io.kiln.templates.jsonschema.CloudFormationForm;
import io.kiln.templates.jsonschema.EnvironmentForm;
import io.kiln.templates.jsonschema.TemplateForm;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schemas of what people write, with the resource types that ship. */
public enum Schemas {
  template,
  cloudformation,
  environment;

  /** The schema as a text to be read, ending with a line break. */
  public String text() {
    Value schema =
        switch (this) {
          case template -> TemplateForm.of(ShippedTypes.catalog());
          case cloudformation -> CloudFormationForm.of(ShippedTypes.catalog());
          case environment -> EnvironmentForm.schema();
        };
    return pretty(Json.write(schema));
  }

  private static String pretty(String json) {
    var printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    var mapper = JsonMapper.builder().defaultPrettyPrinter(printer).build();
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(json)) + "\n";
  }
}

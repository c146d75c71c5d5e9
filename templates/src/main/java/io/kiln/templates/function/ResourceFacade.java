package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.dialect.Words;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.List;

/** {@code {resource_facade: metadata}}: an aspect of the resource that a provider template is. */
final class ResourceFacade implements ValueFunction {

  private static final List<String> ASPECTS =
      List.of("metadata", "deletion_policy", "update_policy");

  private final String name;
  private final Availability availability;
  private final Words words;

  private ResourceFacade(String name, Availability availability, Words words) {
    this.name = name;
    this.availability = availability;
    this.words = words;
  }

  static ResourceFacade resourceFacade() {
    return new ResourceFacade(
        "resource_facade", Availability.since(HotVersion.ICEHOUSE), Words.HOT);
  }

  /**
   * {@code Fn::ResourceFacade}, with {@code Metadata}, {@code DeletionPolicy}, {@code
   * UpdatePolicy}.
   */
  static ResourceFacade fnResourceFacade() {
    return new ResourceFacade(
        "Fn::ResourceFacade", Availability.before(HotVersion.JUNO), Words.CLOUD_FORMATION);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "A function for retrieving data in a parent provider template.";
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String asked = site.text(argument, "The argument");
    List<String> known = ASPECTS.stream().map(words::of).toList();
    int index = known.indexOf(asked);
    if (index < 0) {
      throw new Mistake(
          "invalid-argument",
          "Incorrect arguments to \"%s\" should be one of: %s"
              .formatted(name, String.join(", ", known)),
          Suggestion.hint(asked, known));
    }
    Value given =
        site.scope()
            .facade(ASPECTS.get(index))
            .orElseThrow(
                () -> new Mistake("\"%s\" works in a provider template only".formatted(name)));
    return site.marked(given, given);
  }
}

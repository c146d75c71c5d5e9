package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Check;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Dynamic;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Immutable;
import io.kiln.resources.spi.Length;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Pattern;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Sensitive;
import io.kiln.resources.spi.Stable;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A resource type that uses everything the binding offers; it only hands back what it got. */
@ResourceType(
    value = "Test::Oven",
    aliases = {"Oven"},
    doc = "An oven.",
    createBeforeDelete = false,
    updatesFailed = true,
    reference = "label",
    anyAttribute = true)
final class KilnOven implements Resource<KilnOven.Properties, KilnOven.Attributes> {

  record Properties(
      @Doc("What it is called.") @Pattern("[a-z]+") @Immutable String label,
      @Doc("How hot.") @Default("1200") @Range(min = 100, max = 1400) @Updatable int topHeat,
      @Doc("How long to fire.") @Default("0.5") Duration firing,
      @Doc("How much clay.") Optional<BigDecimal> clay,
      @Doc("Whether it is lit.") @Default("false") boolean lit,
      @Doc("What it burns.") @Name("default") @Default("\"gas\"") @Allowed({"gas", "wood"})
          String fuel,
      @Doc("The room's key.") @Sensitive Optional<Value.Text> key,
      @Doc("Where it stands.") @Default("[]") @Check("test.host") @Length(max = 3)
          List<String> hosts,
      @Doc("Notes by name.") @Default("{}") Map<String, String> notes,
      @Doc("Shelves.") @Default("[{}]") List<Shelf> shelves,
      @Doc("Whatever.") @Default("null") Value anything) {}

  record Shelf(@Doc("How wide.") @Default("60") long width) {
    Shelf {
      if (width == 13) {
        throw new IllegalArgumentException("a shelf of 13 brings bad luck");
      }
    }
  }

  record Attributes(
      @Doc("The label.") @Stable String label,
      @Doc("The key.") @Sensitive Optional<Value.Text> key,
      Duration firing,
      Optional<BigDecimal> clay,
      List<Shelf> shelves,
      @Dynamic Map<String, Value> rest) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return new Progress.Done<>(
        "oven-1",
        new Attributes(
            wanted.label(),
            wanted.key(),
            wanted.firing(),
            wanted.clay(),
            wanted.shelves(),
            Map.of("anything", wanted.anything())));
  }

  @Override
  public boolean replaces(Properties before, Properties wanted) {
    return wanted.topHeat() > 1300;
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<Properties, Attributes>> existing,
      Optional<Properties> wanted,
      Context context) {
    return List.of(new Effect(Effect.Verb.CREATE, "oven", "oven-1", "", "it is new"));
  }
}

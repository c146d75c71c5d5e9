package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Sensitive;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A resource type that tells all it is given, in every text that it has. */
@ResourceType(value = "Test::Gossip", doc = "Tells all.")
final class Gossip implements Resource<Gossip.Properties, Gossip.Attributes> {

  record Properties(
      @Doc("How it ends.") @Default("\"done\"") String end,
      @Doc("Heard.") @Default("[]") List<String> heard,
      @Doc("Secrets.") @Default("[]") List<Confided> confided) {

    String all() {
      return String.join(" ", heard)
          + " "
          + String.join(" ", confided.stream().map(Confided::word).toList());
    }
  }

  record Confided(@Doc("The word.") @Sensitive String word) {}

  record Attributes(@Doc("All of it.") String all, @Doc("How it ended.") String end) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return switch (wanted.end()) {
      case "failed" -> new Progress.Failed<>(Optional.empty(), wanted.all(), false);
      case "waiting" ->
          new Progress.Waiting<>(
              Optional.empty(), Value.nothing(), Duration.ZERO, "waiting for " + wanted.all());
      default -> new Progress.Done<>("gossip", new Attributes(wanted.all(), wanted.end()));
    };
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Failed<>(Optional.empty(), existing.properties().all(), false);
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<Properties, Attributes>> existing,
      Optional<Properties> wanted,
      Context context) {
    String before = existing.map(was -> was.properties().all()).orElse("nothing");
    String all = before + " -> " + wanted.map(Properties::all).orElse("nothing");
    return List.of(new Effect(Effect.Verb.UPDATE, "gossip", all, all, all));
  }
}

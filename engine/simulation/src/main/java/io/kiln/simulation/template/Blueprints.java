package io.kiln.simulation.template;

import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A language whose texts are the numbers of blueprints. */
public final class Blueprints implements Compiler {
  private final List<Blueprint> all = new ArrayList<>();
  private final boolean ordered;

  /**
   * @param ordered whether frames tell what a resource requires
   */
  public Blueprints(boolean ordered) {
    this.ordered = ordered;
  }

  /** The text of a blueprint. */
  public StackSource source(Blueprint blueprint) {
    all.add(blueprint);
    return new StackSource(
        String.valueOf(all.size() - 1),
        "blueprint",
        Map.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  /** The blueprint of a text. */
  public Blueprint of(StackSource source) {
    return all.get(Integer.parseInt(source.template()));
  }

  @Override
  public Evaluated<Optional<Frame>> compile(StackSource source, StackIdentity identity) {
    return Evaluated.of(Optional.of(new BlueprintFrame(of(source), Map.of(), ordered)));
  }

  @Override
  public Evaluated<Optional<Value.MapOf>> validate(
      StackSource source, StackIdentity identity, boolean nested) {
    throw new IllegalStateException("nobody validates a blueprint");
  }
}

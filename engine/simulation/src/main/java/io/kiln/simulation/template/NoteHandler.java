package io.kiln.simulation.template;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.Signals;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A resource that is nothing but its row; it counts the signals that it takes. */
public final class NoteHandler implements ResourceHandler {
  private static final String COUNT = "count";

  @Override
  public ResourceSchema schema() {
    return Types.schema(Types.NOTE);
  }

  @Override
  public Optional<Signals> signals() {
    return Optional.of(
        (given, heard, details, now) ->
            new Reception.Kept(
                Value.map(new LinkedHashMap<>(Map.of(COUNT, Value.number(count(heard) + 1)))), ""));
  }

  /** How many signals there were. */
  public static int count(Value.MapOf heard) {
    return heard.get(COUNT) instanceof Value.Num(BigDecimal count, _) ? count.intValue() : 0;
  }

  @Override
  public Set<String> names() {
    return Set.of(Types.NOTE);
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public boolean createBeforeDelete() {
    return true;
  }

  @Override
  public boolean updatesFailed() {
    return true;
  }

  @Override
  public Optional<String> referenceAttribute() {
    return Optional.empty();
  }

  @Override
  public Progress<Value.MapOf> create(Value.MapOf wanted, Context context) {
    return new Progress.Done<>(context.resourceId(), wanted);
  }

  @Override
  public Progress<Value.MapOf> update(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Context context) {
    return new Progress.Done<>(context.resourceId(), wanted);
  }

  @Override
  public Progress<Value.MapOf> delete(
      Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    return new Progress.Gone<>();
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing,
      Optional<Value.MapOf> wanted,
      Context context) {
    return List.of();
  }
}

package io.kiln.engine.convergence;

import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes things in a {@link Reality}, each in two calls so that a crash can fall between them. */
final class ThingHandler implements ResourceHandler {
  static final ResourceSchema SCHEMA = thing();
  private final Reality reality;

  ThingHandler(Reality reality) {
    this.reality = reality;
  }

  private static ResourceSchema thing() {
    var properties = new LinkedHashMap<String, PropertySchema>();
    var attributes = new LinkedHashMap<String, AttributeSchema>();
    for (String name : List.of("a", "b", "c", "ca")) {
      for (String form : List.of(name, name + "*")) {
        properties.put(
            form,
            PropertySchema.of(form, SchemaType.STRING).updatable(!form.endsWith("*")).build());
      }
      attributes.put(name, new AttributeSchema(name, SchemaType.STRING, "", false, false));
    }
    return new ResourceSchema("Thing", "", properties, attributes, false, false);
  }

  @Override
  public ResourceSchema schema() {
    return SCHEMA;
  }

  @Override
  public Set<String> names() {
    return Set.of("Thing");
  }

  @Override
  public boolean local() {
    return false;
  }

  @Override
  public boolean createBeforeDelete() {
    return true;
  }

  @Override
  public boolean updatesFailed() {
    return reality.isPatient();
  }

  @Override
  public Optional<String> referenceAttribute() {
    return Optional.empty();
  }

  @Override
  public Progress<Value.MapOf> create(Value.MapOf wanted, Context context) {
    if (context.checkpoint().isEmpty()) {
      String id = reality.make(context, wanted);
      return new Progress.Waiting<>(
          Optional.of(id), Value.text(id), Duration.ofSeconds(1), "being made");
    }
    return done(((Value.Text) context.checkpoint().get()).value(), wanted);
  }

  @Override
  public Progress<Value.MapOf> update(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Context context) {
    String id = existing.physicalId().orElseThrow();
    if (context.checkpoint().isEmpty()) {
      reality.change(context, id, wanted);
      return new Progress.Waiting<>(
          Optional.of(id), Value.text(id), Duration.ofSeconds(1), "being changed");
    }
    return done(id, wanted);
  }

  @Override
  public Progress<Value.MapOf> delete(
      Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    reality.unmake(context);
    return new Progress.Gone<>();
  }

  @Override
  public Set<Act> acts() {
    return Set.of(Act.CHECK, Act.SUSPEND, Act.RESUME);
  }

  @Override
  public Progress<Value.MapOf> act(
      Act act, Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    String id = existing.physicalId().orElseThrow();
    if (context.checkpoint().isEmpty()) {
      switch (act) {
        case CHECK -> {}
        case SUSPEND -> reality.rest(context, id);
        case RESUME -> {
          if (!reality.isPatient()) {
            reality.wake(context, id);
          }
        }
      }
      return new Progress.Waiting<>(
          Optional.of(id), Value.text(id), Duration.ofSeconds(1), "being asked");
    }
    if (act == Act.RESUME && reality.isPatient() && reality.exists(id)) {
      reality.wake(context, id);
    }
    return reality.exists(id)
        ? new Progress.Done<>(id, existing.attributes().orElseThrow())
        : new Progress.Failed<>(Optional.of(id), id + " is not there", false);
  }

  @Override
  public boolean observes() {
    return true;
  }

  @Override
  public Observation observe(Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    return reality
        .find(existing.physicalId().orElseThrow())
        .<Observation>map(thing -> new Observation.Found(existing.properties(), thing.properties()))
        .orElseGet(() -> new Observation.Missing("it is not there"));
  }

  @Override
  public boolean adopts() {
    return true;
  }

  @Override
  public Progress<Value.MapOf> adopt(String externalId, Value.MapOf given, Context context) {
    return reality
        .find(externalId)
        .map(thing -> done(externalId, thing.properties()))
        .orElseGet(
            () ->
                new Progress.Failed<>(Optional.of(externalId), "there is no " + externalId, false));
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing,
      Optional<Value.MapOf> wanted,
      Context context) {
    return List.of();
  }

  private static Progress<Value.MapOf> done(String id, Value.MapOf given) {
    var attributes = new LinkedHashMap<String, Value>();
    given.entries().forEach((name, value) -> attributes.put(name.replace("*", ""), value));
    return new Progress.Done<>(id, Value.map(attributes));
  }
}

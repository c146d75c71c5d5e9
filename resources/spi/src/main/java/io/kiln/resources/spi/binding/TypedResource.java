package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Redaction;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.Signals;
import io.kiln.resources.spi.TakesSignals;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A plugin in the form the engine drives: schema from the annotations, values bound to its records.
 * No text of a plugin leaves it with a secret that the step was given, and an attribute that holds
 * one is marked.
 */
public final class TypedResource<P extends Record, A extends Record> implements ResourceHandler {

  private final Resource<P, A> resource;
  private final Declaration<P, A> declared;
  private final Set<Act> acts;
  private final boolean observes;
  private final boolean adopts;

  private TypedResource(Resource<P, A> resource, Declaration<P, A> declared) {
    this.resource = resource;
    this.declared = declared;
    this.acts = acts(resource.getClass());
    this.observes = says(resource.getClass(), "observe", 2);
    this.adopts = says(resource.getClass(), "adopt", 3);
  }

  /**
   * Binds a plugin.
   *
   * @throws IllegalArgumentException when its class does not say what it must: a fault of the
   *     plugin
   */
  public static <P extends Record, A extends Record> TypedResource<P, A> of(
      Resource<P, A> resource) {
    return new TypedResource<>(resource, Declaration.of(resource.getClass(), Resource.class));
  }

  /** What the plugin says how to do, rather than leaving it at the default. */
  private static Set<Act> acts(Class<?> plugin) {
    var known = EnumSet.noneOf(Act.class);
    for (Act act : Act.values()) {
      if (says(plugin, act.name().toLowerCase(Locale.ROOT), 2)) {
        known.add(act);
      }
    }
    return Collections.unmodifiableSet(known);
  }

  private static boolean says(Class<?> plugin, String name, int parameters) {
    return Arrays.stream(plugin.getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
        .anyMatch(method -> method.getDeclaringClass() != Resource.class);
  }

  @Override
  public ResourceSchema schema() {
    return declared.schema();
  }

  @Override
  public Set<String> names() {
    return declared.names();
  }

  @Override
  public boolean local() {
    return declared.type().local();
  }

  @Override
  public boolean createBeforeDelete() {
    return declared.type().createBeforeDelete();
  }

  @Override
  public boolean updatesFailed() {
    return declared.type().updatesFailed();
  }

  @Override
  public Optional<String> referenceAttribute() {
    return Optional.of(declared.type().reference()).filter(name -> !name.isEmpty());
  }

  @Override
  public boolean listens() {
    return declared.type().listens();
  }

  @Override
  public boolean renewed() {
    return declared.type().renewed();
  }

  @Override
  public Optional<Signals> signals() {
    if (!(resource instanceof TakesSignals<?> taking)) {
      return Optional.empty();
    }
    @SuppressWarnings("unchecked") // A resource takes signals for what it itself is given.
    var typed = (TakesSignals<P>) taking;
    return Optional.of(
        (given, heard, details, now) ->
            typed.signal(declared.properties().read(given), heard, details, now));
  }

  @Override
  public boolean replaces(Value.MapOf before, Value.MapOf wanted) {
    if (!before.known() || !wanted.known()) {
      return false;
    }
    try {
      return resource.replaces(
          declared.properties().read(before), declared.properties().read(wanted));
    } catch (UnboundValueException e) {
      // The update itself answers Failed with this.
      return false;
    }
  }

  @Override
  public Set<String> hosts(Value.MapOf given) {
    if (!given.known()) {
      return Set.of();
    }
    try {
      return resource.hosts(declared.properties().read(given));
    } catch (UnboundValueException e) {
      // The step itself answers Failed with this.
      return Set.of();
    }
  }

  @Override
  public Progress<Value.MapOf> create(Value.MapOf wanted, Context context) {
    return bound(
        Optional.empty(),
        redaction(Optional.empty(), Optional.of(wanted)),
        () -> resource.create(declared.properties().read(wanted), context));
  }

  @Override
  public Progress<Value.MapOf> update(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Context context) {
    return bound(
        existing.physicalId(),
        redaction(Optional.of(existing), Optional.of(wanted)),
        () -> resource.update(read(existing), declared.properties().read(wanted), context));
  }

  @Override
  public Progress<Value.MapOf> delete(
      Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    return bound(
        existing.physicalId(),
        redaction(Optional.of(existing), Optional.empty()),
        () -> resource.delete(read(existing), context));
  }

  @Override
  public Set<Act> acts() {
    return acts;
  }

  @Override
  public Progress<Value.MapOf> act(
      Act act, Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    return bound(
        existing.physicalId(),
        redaction(Optional.of(existing), Optional.empty()),
        () ->
            switch (act) {
              case CHECK -> resource.check(read(existing), context);
              case SUSPEND -> resource.suspend(read(existing), context);
              case RESUME -> resource.resume(read(existing), context);
            });
  }

  @Override
  public boolean observes() {
    return observes;
  }

  @Override
  public Observation observe(Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    Redaction redaction = redaction(Optional.of(existing), Optional.empty());
    try {
      return switch (resource.observe(read(existing), context)) {
        case Observation.Found(Value.MapOf expected, Value.MapOf actual) ->
            new Observation.Found(redaction.mark(expected), redaction.mark(actual));
        case Observation.Missing(String what) -> new Observation.Missing(redaction.apply(what));
        case Observation.Unknown(String reason) -> new Observation.Unknown(redaction.apply(reason));
      };
    } catch (UnboundValueException e) {
      return new Observation.Unknown(redaction.apply(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public boolean adopts() {
    return adopts;
  }

  @Override
  public Progress<Value.MapOf> adopt(String externalId, Value.MapOf given, Context context) {
    return bound(
        Optional.of(externalId),
        redaction(Optional.empty(), Optional.of(given)),
        () -> resource.adopt(externalId, given, context));
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing,
      Optional<Value.MapOf> wanted,
      Context context) {
    if (wanted.isPresent() && !wanted.get().known()) {
      return List.of();
    }
    Redaction redaction = redaction(existing, wanted);
    try {
      return resource
          .effects(existing.map(this::read), wanted.map(declared.properties()::read), context)
          .stream()
          .map(effect -> redacted(effect, redaction))
          .toList();
    } catch (UnboundValueException e) {
      // The step itself answers Failed with this; it will do nothing outside before.
      return List.of();
    }
  }

  private Existing<P, A> read(Existing<Value.MapOf, Value.MapOf> existing) {
    return new Existing<>(
        existing.physicalId(),
        declared.properties().read(existing.properties()),
        existing.attributes().map(declared.attributes()::read));
  }

  /** Every secret that a step is given, wherever it stands: the plugin may lose its mark. */
  private Redaction redaction(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing, Optional<Value.MapOf> wanted) {
    List<Value> given = new ArrayList<>();
    existing.ifPresent(
        was -> {
          given.add(declared.properties().marked(was.properties()));
          was.attributes().ifPresent(exposed -> given.add(declared.attributes().marked(exposed)));
        });
    wanted.ifPresent(is -> given.add(declared.properties().marked(is)));
    return Redaction.of(given);
  }

  private Progress<Value.MapOf> bound(
      Optional<String> physicalId, Redaction redaction, Supplier<Progress<A>> step) {
    try {
      return written(step.get(), redaction);
    } catch (UnboundValueException e) {
      return new Progress.Failed<>(
          physicalId, redaction.apply(String.valueOf(e.getMessage())), false);
    }
  }

  private Progress<Value.MapOf> written(Progress<A> progress, Redaction redaction) {
    return switch (progress) {
      case Progress.Done<A>(var id, var exposed) ->
          new Progress.Done<>(id, redaction.mark(declared.attributes().write(exposed)));
      case Progress.Gone<A> _ -> new Progress.Gone<>();
      case Progress.Waiting<A>(var id, var checkpoint, var askAgainIn, var doing) ->
          new Progress.Waiting<>(id, checkpoint, askAgainIn, redaction.apply(doing));
      case Progress.Failed<A>(var id, var reason, var retriable) ->
          new Progress.Failed<>(id, redaction.apply(reason), retriable);
    };
  }

  private static Effect redacted(Effect effect, Redaction redaction) {
    return new Effect(
        effect.verb(),
        effect.kind(),
        redaction.apply(effect.name()),
        redaction.apply(effect.host()),
        redaction.apply(effect.because()));
  }
}

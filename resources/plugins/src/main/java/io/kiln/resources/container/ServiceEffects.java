package io.kiln.resources.container;

import io.kiln.resources.container.ServiceProperties.OneShot;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Effect.Verb;
import io.kiln.resources.spi.binding.RecordBinding;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a rollout will do to which container on which host, told before it happens. Pure. */
final class ServiceEffects {

  static final String CONTAINER = "container";
  private static final RecordBinding<ServiceProperties> PROPERTIES =
      RecordBinding.of(ServiceProperties.class);

  private ServiceEffects() {}

  /**
   * The effects of a course.
   *
   * @param before what the containers are now; empty when there are none yet
   * @param seen what somebody's hand makes necessary, by host
   */
  static List<Effect> of(
      Course course, Optional<ServiceSpec> before, ServiceSpec wanted, Map<String, Effect> seen) {
    Optional<String> difference = before.flatMap(was -> difference(was, wanted));
    List<Effect> effects = new ArrayList<>();
    for (Stage stage : course.stages(wanted.properties())) {
      for (String host : stage.hosts()) {
        switch (stage) {
          case Stage.Shot shot -> effects.add(run(wanted, shot, host, course.fresh()));
          case Stage.Pull _, Stage.Rest _, Stage.Look _ -> {}
          case Stage.Apply _ when course.joining().contains(host) ->
              effects.add(
                  new Effect(
                      Verb.CREATE,
                      CONTAINER,
                      wanted.name(),
                      host,
                      course.fresh() ? "the service is new" : "the host is new to the service"));
          case Stage.Apply _ ->
              difference
                  .map(because -> replace(wanted, host, because))
                  .or(() -> Optional.ofNullable(seen.get(host)))
                  .ifPresent(effects::add);
          case Stage.Leave _ ->
              effects.add(
                  new Effect(
                      Verb.DELETE, CONTAINER, wanted.name(), host, "the host leaves the service"));
        }
      }
    }
    return List.copyOf(effects);
  }

  /** The effects of deleting a service. */
  static List<Effect> ofDelete(Course course, ServiceSpec before) {
    return ofDelete(course, before, "the service is deleted");
  }

  /**
   * The effects of a service with another name: its containers are deleted on all of its hosts, and
   * those with the new name are created as if there had been none.
   */
  static List<Effect> ofRename(
      Course delete, ServiceSpec before, Course create, ServiceSpec wanted) {
    List<Effect> effects =
        new ArrayList<>(
            ofDelete(delete, before, "the service is called " + wanted.name() + " now"));
    effects.addAll(of(create, Optional.empty(), wanted, Map.of()));
    return List.copyOf(effects);
  }

  private static List<Effect> ofDelete(Course course, ServiceSpec before, String because) {
    return course.leaving().stream()
        .map(host -> new Effect(Verb.DELETE, CONTAINER, before.name(), host, because))
        .toList();
  }

  static Effect replace(ServiceSpec wanted, String host, String because) {
    return new Effect(Verb.REPLACE, CONTAINER, wanted.name(), host, because);
  }

  private static Effect run(ServiceSpec wanted, Stage.Shot at, String host, boolean fresh) {
    OneShot shot = at.in(wanted.properties());
    String when = at.postStart() ? "after the service is healthy" : "before the service starts";
    return new Effect(
        Verb.RUN,
        shot.exec() ? "exec" : "one-shot",
        wanted.name() + "/" + shot.name(),
        host,
        fresh || !shot.runOn().contains("UPDATE") ? when : when + ", on every update");
  }

  private static Optional<String> difference(ServiceSpec before, ServiceSpec wanted) {
    if (before.container().configHash().equals(wanted.container().configHash())) {
      return Optional.empty();
    }
    String was = before.properties().image();
    String is = wanted.properties().image();
    Set<String> changed = new TreeSet<>(changed(before.properties(), wanted.properties()));
    if (!was.equals(is)) {
      changed.remove("image");
      String others = changed.isEmpty() ? "" : "; also " + String.join(", ", changed);
      return Optional.of("image " + was + " -> " + is + others);
    }
    return Optional.of(String.join(", ", changed) + " changed");
  }

  /** Names of the changed properties that shape the container; never their values. */
  private static Set<String> changed(ServiceProperties before, ServiceProperties wanted) {
    Value.MapOf was = PROPERTIES.write(before);
    Value.MapOf is = PROPERTIES.write(wanted);
    Set<String> names = new TreeSet<>(was.entries().keySet());
    names.addAll(is.entries().keySet());
    names.removeAll(
        Set.of("hosts", "bootstrap", "post_start", "rolling", "remove_volumes", "image_pull"));
    names.removeIf(name -> was.get(name).equals(is.get(name)));
    return names;
  }
}

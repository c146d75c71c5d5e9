package io.kiln.hooks.agent.plan;

import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides what to do about one container: <em>(wanted, observed) → steps</em>.
 *
 * <p>Replacing goes stop, set aside, create, copy, start, wait, remove the old one. A crash between
 * any two of these leaves a picture from which the next plan goes on, because of two rules: a
 * container with the wanted hash is the new one, and as long as one is set aside the new one has
 * not been proven, so it may be removed while the one set aside may not.
 */
public final class ContainerPlanner {

  private static final Pattern ASIDE = Pattern.compile(".*\\.old-[0-9a-f]{8}");
  private static final int SHORT = 8;

  private ContainerPlanner() {}

  /** What to do so that the container is as wanted, runs and is healthy. */
  public static Decision decide(Situation situation) {
    ContainerSpec wanted = situation.wanted();
    Optional<ObservedContainer> foreign =
        situation.nameHolder().filter(holder -> !isAmong(situation.mine(), holder));
    if (foreign.isPresent()) {
      return new Decision.Refuse(nameTaken(wanted.name(), foreign.get()));
    }
    if (wanted.imagePull() == ImagePull.ALWAYS && !situation.pulled()) {
      Step pull = new Step.Pull(wanted.image(), "it is always pulled");
      return new Decision.Go(
          new ContainerPlan(
              wanted.name(), "look for a newer image", List.of(pull), Optional.empty(), true));
    }
    List<ObservedContainer> aside = aside(situation.mine());
    List<ObservedContainer> standing =
        situation.mine().stream().filter(container -> !isAside(container)).toList();
    Optional<ObservedContainer> match =
        standing.stream()
            .filter(container -> container.name().equals(wanted.name()))
            .filter(container -> difference(situation, container).isEmpty())
            .findFirst();
    if (match.isPresent()) {
      return new Decision.Go(keep(situation, match.get()));
    }
    Optional<ObservedContainer> back =
        aside.stream().filter(old -> difference(situation, old).isEmpty()).findFirst();
    if (back.isPresent()) {
      return new Decision.Go(returnTo(situation, standing, back.get()));
    }
    if (situation.imageId().isEmpty() && wanted.imagePull() == ImagePull.NEVER) {
      return new Decision.Refuse(
          new Failure(
              Failure.Cause.IMAGE,
              "image " + wanted.image() + " is not on this host and image_pull is never",
              false));
    }
    return new Decision.Go(make(situation, standing, aside));
  }

  /**
   * What to do after a new container has turned out bad: remove it and go back to the one that was
   * set aside for it, if there is one.
   */
  public static ContainerPlan putBack(String name, List<ObservedContainer> mine) {
    List<Step> steps = new ArrayList<>();
    for (ObservedContainer container : mine) {
      if (!isAside(container)) {
        steps.add(new Step.Remove(container, "it did not come up"));
      }
    }
    Optional<ObservedContainer> old = aside(mine).stream().findFirst();
    if (old.isPresent()) {
      String oldName = old.get().label(Labels.NAME);
      steps.add(new Step.PutBack(old.get(), oldName.isEmpty() ? name : oldName));
      steps.add(new Step.Start(name, "its successor did not come up"));
    }
    return new ContainerPlan(name, "put back what was there before", steps, old, false);
  }

  /** How what is there differs from what is wanted, for people; nothing if it does not. */
  public static List<String> differences(Situation situation) {
    String name = situation.wanted().name();
    Optional<ObservedContainer> found =
        situation.mine().stream().filter(container -> container.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      return List.of("there is no container of that name");
    }
    ObservedContainer container = found.get();
    List<String> differences = new ArrayList<>();
    difference(situation, container).ifPresent(differences::add);
    if (!container.isRunning()) {
      differences.add(
          container.state().equals("exited")
              ? "it ended with exit code " + container.exitCode()
              : "it is " + container.state());
    } else if (container.health().equals("unhealthy")) {
      differences.add("it runs but is unhealthy");
    }
    return List.copyOf(differences);
  }

  /** Whether a container does nothing and will not by itself. */
  public static boolean isStill(ObservedContainer container) {
    return switch (container.state()) {
      case "created", "exited", "dead", "removing" -> true;
      default -> false;
    };
  }

  /** The failure of a name that somebody else's container has. */
  public static Failure nameTaken(String name, ObservedContainer holder) {
    String whose =
        holder.label(Labels.MANAGED_BY).equals(Labels.KILN)
            ? "resource %s of stack %s (id %s)"
                .formatted(
                    holder.label(Labels.RESOURCE),
                    holder.label(Labels.STACK_NAME),
                    // Stacks of two projects may share a name.
                    holder.label(Labels.STACK))
            : "something that is not Kiln";
    return new Failure(
        Failure.Cause.CONFLICT,
        "the name %s is taken by container %s (image %s), made by %s; remove or rename it, or choose another name"
            .formatted(name, shortId(holder.id()), holder.image(), whose),
        false);
  }

  /** The first characters of a container's id, as engines show it. */
  public static String shortId(String id) {
    return id.length() <= SHORT ? id : id.substring(0, SHORT);
  }

  private static ContainerPlan keep(Situation situation, ObservedContainer match) {
    List<Step> steps = new ArrayList<>();
    String name = match.name();
    for (ObservedContainer other : situation.mine()) {
      if (!isAside(other) && !other.id().equals(match.id())) {
        steps.add(new Step.Remove(other, "a container of this resource is there already"));
      }
    }
    boolean runs = match.isRunning() || match.state().equals("restarting");
    if (!runs) {
      boolean neverRan = match.state().equals("created");
      if (!match.state().equals("paused")) {
        copy(situation.wanted(), !neverRan).ifPresent(steps::add);
      }
      steps.add(new Step.Start(name, neverRan ? "it was only created" : "it is " + match.state()));
    }
    List<ObservedContainer> aside = aside(situation.mine());
    if (!steps.isEmpty()
        || !aside.isEmpty()
        || !runs
        || match.state().equals("restarting")
        || (situation.wanted().healthCheck().isPresent() && !match.health().equals("healthy"))) {
      steps.add(new Step.AwaitHealthy(name));
    }
    removeAside(steps, aside);
    String verdict = steps.isEmpty() ? "unchanged" : runs ? "finish" : "start";
    return new ContainerPlan(name, verdict, steps, Optional.of(match), false);
  }

  private static ContainerPlan returnTo(
      Situation situation, List<ObservedContainer> standing, ObservedContainer back) {
    List<Step> steps = new ArrayList<>();
    for (ObservedContainer container : standing) {
      steps.add(new Step.Remove(container, "what it should have replaced is wanted again"));
    }
    String name = situation.wanted().name();
    steps.add(new Step.PutBack(back, name));
    if (!back.isRunning()) {
      copy(situation.wanted(), true).ifPresent(steps::add);
      steps.add(new Step.Start(name, "it was set aside"));
    }
    steps.add(new Step.AwaitHealthy(name));
    removeAside(
        steps,
        aside(situation.mine()).stream().filter(old -> !old.id().equals(back.id())).toList());
    return new ContainerPlan(
        name, "go back to the container that was set aside", steps, Optional.of(back), false);
  }

  private static ContainerPlan make(
      Situation situation, List<ObservedContainer> standing, List<ObservedContainer> aside) {
    ContainerSpec wanted = situation.wanted();
    List<Step> steps = new ArrayList<>();
    if (situation.imageId().isEmpty()) {
      steps.add(new Step.Pull(wanted.image(), "it is not on this host"));
    }
    List<ObservedContainer> replaced = new ArrayList<>(aside);
    for (ObservedContainer old : standing) {
      if (!replaced.isEmpty()) {
        steps.add(new Step.Remove(old, "it was never proven and is not wanted any more"));
        continue;
      }
      if (old.isRunning() || old.state().equals("restarting") || old.state().equals("paused")) {
        steps.add(new Step.Stop(old));
      }
      steps.add(new Step.SetAside(old, asideName(old)));
      replaced.add(old);
    }
    steps.add(new Step.Create(wanted.name()));
    copy(wanted, false).ifPresent(steps::add);
    steps.add(new Step.Start(wanted.name(), "it is new"));
    steps.add(new Step.AwaitHealthy(wanted.name()));
    removeAside(steps, replaced);
    return new ContainerPlan(
        wanted.name(), verdict(situation, standing, aside), steps, Optional.empty(), false);
  }

  private static String verdict(
      Situation situation, List<ObservedContainer> standing, List<ObservedContainer> aside) {
    return standing.stream()
        .findFirst()
        .or(() -> aside.stream().findFirst())
        .flatMap(old -> difference(situation, old))
        .map(why -> "replace because " + why)
        .orElse("create");
  }

  /** Why a container is not the wanted one; empty if it is. */
  private static Optional<String> difference(Situation situation, ObservedContainer container) {
    ContainerSpec wanted = situation.wanted();
    String hash = wanted.configHash();
    if (!container.label(Labels.CONFIG_HASH).equals(hash)) {
      return Optional.of(
          container.image().equals(wanted.image())
              ? "its configuration changed"
              : "its image changes from %s to %s".formatted(container.image(), wanted.image()));
    }
    if (!container.label(Labels.ENV_FILES_HASH).equals(situation.envFilesHash())) {
      return Optional.of("its environment files changed");
    }
    List<String> altered = situation.altered().getOrDefault(container.id(), List.of());
    if (!altered.isEmpty()) {
      return Optional.of("somebody altered its " + String.join(", ", altered));
    }
    if (container.state().equals("dead") || container.state().equals("removing")) {
      return Optional.of("it is " + container.state());
    }
    if (situation.pulled()
        && situation.imageId().isPresent()
        && !situation.imageId().get().equals(container.imageId())) {
      return Optional.of("there is a newer build of " + wanted.image());
    }
    return Optional.empty();
  }

  private static Optional<Step> copy(ContainerSpec wanted, boolean onlyAlways) {
    List<String> paths =
        wanted.files().stream()
            .filter(file -> !onlyAlways || file.strategy() == ConfigFile.Strategy.COPY_ALWAYS)
            .map(ConfigFile::path)
            .toList();
    return paths.isEmpty() ? Optional.empty() : Optional.of(new Step.CopyFiles(paths));
  }

  private static void removeAside(List<Step> steps, List<ObservedContainer> aside) {
    for (ObservedContainer old : aside) {
      steps.add(new Step.Remove(old, "it is replaced"));
    }
  }

  private static String asideName(ObservedContainer old) {
    String name = old.label(Labels.NAME);
    return (name.isEmpty() ? old.name() : name) + ".old-" + shortId(old.id());
  }

  private static boolean isAside(ObservedContainer container) {
    return ASIDE.matcher(container.name()).matches()
        && !container.name().equals(container.label(Labels.NAME));
  }

  private static List<ObservedContainer> aside(List<ObservedContainer> mine) {
    return mine.stream()
        .filter(ContainerPlanner::isAside)
        .sorted(Comparator.comparing(ObservedContainer::name))
        .toList();
  }

  private static boolean isAmong(List<ObservedContainer> mine, ObservedContainer holder) {
    return mine.stream().anyMatch(container -> container.id().equals(holder.id()));
  }
}

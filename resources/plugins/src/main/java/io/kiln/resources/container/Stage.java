package io.kiln.resources.container;

import io.kiln.hooks.protocol.Work;
import io.kiln.resources.container.ServiceProperties.OneShot;
import java.util.List;

/** One stretch of a rollout: the same work on some hosts at the same time. */
sealed interface Stage {

  /** Where it happens. */
  List<String> hosts();

  /**
   * Runs a one-shot.
   *
   * @param postStart whether it is one of {@code post_start}, else of {@code bootstrap}
   * @param index its place there
   */
  record Shot(boolean postStart, int index, List<String> hosts) implements Stage {

    OneShot in(ServiceProperties properties) {
      return (postStart ? properties.postStart() : properties.bootstrap()).get(index);
    }
  }

  /** Fetches the image, so that no replacement waits for it. */
  record Pull(List<String> hosts) implements Stage {}

  /** Makes the containers run. */
  record Apply(List<String> hosts) implements Stage {}

  /** Stops the containers and keeps them. */
  record Rest(List<String> hosts) implements Stage {}

  /** Looks how the containers are. */
  record Look(List<String> hosts) implements Stage {}

  /** Removes the containers. */
  record Leave(List<String> hosts) implements Stage {}

  /**
   * What the agents are asked to do.
   *
   * @param converging whether somebody may have altered what is there
   */
  default Work work(ServiceSpec spec, boolean converging) {
    return switch (this) {
      case Shot shot -> spec.shotWork(shot.in(spec.properties()));
      case Pull _ -> spec.pullWork();
      case Apply _ -> converging ? spec.repairWork() : spec.applyWork();
      case Rest _ -> spec.stopWork();
      case Look _ -> spec.checkWork();
      case Leave _ -> spec.removeWork();
    };
  }

  /** Distinguishes the operations of different stages on one host. */
  default String key() {
    return switch (this) {
      case Shot(boolean postStart, int index, _) -> (postStart ? "post-" : "boot-") + index;
      case Pull _ -> "pull";
      case Apply _ -> "apply";
      case Rest _ -> "rest";
      case Look _ -> "look";
      case Leave _ -> "leave";
    };
  }

  /** What is going on, for people. */
  default String doing(ServiceSpec spec) {
    return switch (this) {
      case Shot shot -> "running " + shot.in(spec.properties()).name();
      case Pull _ -> "fetching image " + spec.properties().image();
      case Apply _ -> "starting container " + spec.name();
      case Rest _ -> "stopping container " + spec.name();
      case Look _ -> "looking at container " + spec.name();
      case Leave _ -> "removing container " + spec.name();
    };
  }

  /** What a failure is about, for people. */
  default String subject(ServiceSpec spec) {
    return switch (this) {
      case Shot shot -> spec.name() + ", " + shot.in(spec.properties()).name();
      case Pull _, Apply _, Rest _, Look _, Leave _ -> spec.name();
    };
  }
}

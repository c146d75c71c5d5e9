package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.EngineRefusedException;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.Result;
import java.util.Optional;

/** Has images on the host, each fetched once however many ask for it at the same time. */
final class Images {

  private final String host;
  private final ContainerRuntime runtime;
  private final EngineSlots slots;
  private final Locks locks = new Locks();

  Images(String host, ContainerRuntime runtime, EngineSlots slots) {
    this.host = host;
    this.runtime = runtime;
    this.slots = slots;
  }

  Result.Pulled pull(String image, ImagePull policy, Task task) throws Exception {
    return locks.holding(
        image,
        () -> {
          Optional<String> here = runtime.imageId(image);
          return switch (policy) {
            case MISSING -> here.isPresent() ? kept(image, here.get()) : fetched(image, task);
            case ALWAYS -> fetched(image, task);
            case NEVER -> kept(image, here.orElseThrow(() -> neverPulled(image)));
          };
        });
  }

  private static Result.Pulled kept(String image, String id) {
    return new Result.Pulled(image, id, false);
  }

  private Result.Pulled fetched(String image, Task task) throws Exception {
    task.progress("pulling " + image);
    try {
      return slots.pulling(
          () -> new Result.Pulled(image, runtime.pull(image, task::progress), true));
    } catch (EngineRefusedException e) {
      throw new WorkFailedException(
          new Failure(
              Failure.Cause.IMAGE,
              "image %s is not on host %s and could not be pulled: %s"
                  .formatted(image, host, e.getMessage()),
              true));
    }
  }

  private WorkFailedException neverPulled(String image) {
    return new WorkFailedException(
        Failure.Cause.IMAGE,
        "image %s is not on host %s and image_pull is never".formatted(image, host));
  }
}

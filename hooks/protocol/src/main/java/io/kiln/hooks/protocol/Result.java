package io.kiln.hooks.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What came out of an operation; one kind for each kind of {@link Work}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Result.Pulled.class, name = "pulled"),
  @JsonSubTypes.Type(value = Result.Applied.class, name = "applied"),
  @JsonSubTypes.Type(value = Result.Stopped.class, name = "stopped"),
  @JsonSubTypes.Type(value = Result.Checked.class, name = "checked"),
  @JsonSubTypes.Type(value = Result.Removed.class, name = "removed"),
  @JsonSubTypes.Type(value = Result.Ran.class, name = "ran"),
  @JsonSubTypes.Type(value = Result.Deployed.class, name = "deployed")
})
public sealed interface Result {

  /** Heat's agents keep the last 950,000 bytes of each output; so do we. */
  int LONGEST_OUTPUT_BYTES = 950_000;

  /**
   * The image is on the host.
   *
   * @param fetched false if it was there before
   */
  record Pulled(String image, String imageId, boolean fetched) implements Result {}

  /**
   * The container runs.
   *
   * @param health "healthy", or "running" for a container without a health check
   * @param written how many writes it took: 0 if everything was as wanted already
   */
  record Applied(
      String name, String containerId, String image, String imageId, String health, int written)
      implements Result {}

  /** The container does not run; {@code containers} are those that had to be stopped. */
  record Stopped(List<String> containers) implements Result {

    public Stopped {
      containers = List.copyOf(containers);
    }
  }

  /**
   * How the container is.
   *
   * @param differences from what it should be, for people; nothing when it is as wanted, runs and
   *     is healthy
   */
  record Checked(List<String> differences) implements Result {

    public Checked {
      differences = List.copyOf(differences);
    }
  }

  /** The container is gone; {@code containers} and {@code volumes} are what had to be removed. */
  record Removed(List<String> containers, List<String> volumes) implements Result {

    public Removed {
      containers = List.copyOf(containers);
      volumes = List.copyOf(volumes);
    }
  }

  /**
   * A command ended.
   *
   * @param stdout the end of it, at most {@link #LONGEST_OUTPUT_BYTES}
   * @param stderr likewise
   * @param tries how many it took, 1 for the first
   */
  record Ran(int exitCode, String stdout, String stderr, int tries) implements Result {}

  /**
   * A hook ended.
   *
   * @param outputs the declared outputs it gave; texts, unless the hook answered with other JSON
   */
  record Deployed(int statusCode, String stdout, String stderr, Map<String, JsonNode> outputs)
      implements Result {

    public Deployed {
      outputs = Map.copyOf(outputs);
    }
  }
}

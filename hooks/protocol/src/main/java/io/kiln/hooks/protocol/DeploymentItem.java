package io.kiln.hooks.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A software deployment as Heat's agents get it: one element of the {@code deployments} list.
 *
 * @param id the deployment's id; a changed config or input makes a new one
 * @param name the deployment's name
 * @param group which hook carries it out, letters, digits, {@code _} and {@code -} only because it
 *     names a file
 * @param config the text of the software config
 * @param inputs in the order of the config
 * @param outputs what the hook is expected to answer
 * @param options of the config, for the hook
 * @param timeout after which the hook and everything it started is killed
 */
public record DeploymentItem(
    String id,
    String name,
    String group,
    String config,
    List<Input> inputs,
    List<Output> outputs,
    Map<String, JsonNode> options,
    Duration timeout) {

  private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern OUTPUT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");

  public DeploymentItem {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    options = Map.copyOf(options);
    if (!GROUP.matcher(group).matches()) {
      throw new IllegalArgumentException(
          "deployment "
              + name
              + ": the group of a config names its hook and may hold letters,"
              + " digits, '_' and '-' only");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(Attempts.LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "deployment " + name + ": the timeout is between 1 ms and a day, not " + timeout);
    }
  }

  /** Shows neither the config nor the values of inputs: both may hold secrets. */
  @Override
  public String toString() {
    return "DeploymentItem["
        + id
        + ", "
        + name
        + ", group="
        + group
        + ", inputs="
        + inputs.stream().map(Input::name).toList()
        + "]";
  }

  /**
   * A value the config gets.
   *
   * @param type as in Heat: String, Number, Boolean, CommaDelimitedList or Json
   * @param sensitive whether the value is a secret, which the agent keeps out of all it stores of
   *     what the hook writes; left out of the message when it is not
   */
  public record Input(
      String name,
      String type,
      JsonNode value,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sensitive) {

    /** A value that is no secret. */
    public Input(String name, String type, JsonNode value) {
      this(name, type, value, false);
    }

    @JsonCreator
    static Input read(
        @JsonProperty("name") String name,
        @JsonProperty("type") String type,
        @JsonProperty("value") JsonNode value,
        @JsonProperty("sensitive") Optional<Boolean> sensitive) {
      return new Input(name, type, value, sensitive.orElse(false));
    }

    /** Leaves the value out: it may be a secret. */
    @Override
    public String toString() {
      return "Input[" + name + ", " + type + "]";
    }
  }

  /** A value the config gives back; the name becomes the end of a file name. */
  public record Output(String name, String type) {

    public Output {
      if (!OUTPUT.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "an output's name may hold letters, digits, '_', '-' and '.' only: " + name);
      }
    }
  }
}

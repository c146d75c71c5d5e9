package io.kiln.api.boot;

import io.kiln.api.cfn.signature.AccessKeyFile;
import io.kiln.api.cfn.signature.SignatureCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How CloudFormation's API is served.
 *
 * @param port one of its own, at whose root it answers
 * @param accessKeys a file that names the keys requests are signed with
 */
record CfnOptions(OptionalInt port, Optional<Path> accessKeys) {

  /** At its path of the usual port, without signatures. */
  static final CfnOptions NONE = new CfnOptions(OptionalInt.empty(), Optional.empty());

  static final List<HelpEntry> HELP =
      List.of(
          new HelpEntry(
              "--cfn-port PORT",
              "a port where it answers at / as well as at /cfn/v1 of --port (none; 0 takes a free"
                  + " one)"),
          new HelpEntry("--access-keys FILE", "a file of the keys that requests are signed with"));

  /** What signatures are made for. */
  private static final Set<String> SERVICES = Set.of("cloudformation");

  /**
   * Takes an option when it is one of these.
   *
   * @throws IllegalArgumentException that says what is wrong with its value
   */
  Optional<CfnOptions> take(String option, Supplier<String> value) {
    return switch (option) {
      case "--cfn-port" ->
          Optional.of(
              new CfnOptions(OptionalInt.of(ServerOptions.port(option, value.get())), accessKeys));
      case "--access-keys" -> Optional.of(new CfnOptions(port, Optional.of(Path.of(value.get()))));
      default -> Optional.empty();
    };
  }

  /** What checks signatures; empty when nobody has keys. */
  Optional<SignatureCheck> signatures(InstantSource clock) {
    return accessKeys.map(
        file -> new SignatureCheck(new AccessKeyFile(file, clock), SERVICES, clock));
  }
}

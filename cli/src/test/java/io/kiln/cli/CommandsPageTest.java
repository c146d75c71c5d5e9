package io.kiln.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/commands.md} is made of the verbs, and {@code ./kiln} reads it before anything is
 * built; rewrite it with {@code -Dgolden=rewrite}.
 */
final class CommandsPageTest {
  private static final Path PAGE = Path.of("../docs/commands.md");
  private static final String HEAD =
      """
      # What the command has

      Made of the verbs themselves; `kiln VERB --help` says more of each.

      | Verb | Options | |
      | --- | --- | --- |
      """;

  @Test
  void thePageKnowsEveryVerbWithItsOptions() throws Exception {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var terminal =
        new Terminal(nowhere, nowhere, new ByteArrayInputStream(new byte[0]), false, false);
    var page = new StringBuilder(HEAD);
    add(
        page,
        "kiln",
        Verbs.commandLine(new Session(Map.of(), Path.of(""), terminal, JsonMapper.shared())));
    if ("rewrite".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(page.toString())
        .as("write it with -Dgolden=rewrite")
        .isEqualTo(Files.readString(PAGE));
  }

  private static void add(StringBuilder page, String name, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.usageMessage().hidden()) {
      return;
    }
    if (line.getSubcommands().isEmpty()) {
      page.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  name,
                  new TreeSet<>(spec.optionsMap().keySet())
                      .stream().map(option -> "`" + option + "`").collect(Collectors.joining(" ")),
                  String.join(" ", spec.usageMessage().header()).strip()));
    }
    line.getSubcommands().forEach((verb, below) -> add(page, name + " " + verb, below));
  }
}

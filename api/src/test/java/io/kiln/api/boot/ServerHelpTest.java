package io.kiln.api.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHelpTest {

  private static final Pattern OPTION = Pattern.compile("\"(--[a-z-]+)\"");

  @TempDir private Path folder;

  @Test
  void everyTextBeginsInOneColumnAndNoLineIsWiderThanATerminal() {
    List<String> options =
        ServerHelp.text().lines().filter(line -> line.startsWith("  --")).toList();

    assertThat(options).hasSizeGreaterThan(20);
    assertThat(options)
        .allSatisfy(
            line ->
                assertThat(
                        line.matches("  --\\S+( \\S+)?")
                            || (line.charAt(HelpEntry.COLUMN - 1) == ' '
                                && line.charAt(HelpEntry.COLUMN) != ' '))
                    .as(line)
                    .isTrue());
    assertThat(ServerHelp.text().lines().filter(line -> !line.contains("kiln ")))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
  }

  @Test
  void everyOptionThatIsReadIsThere() throws Exception {
    Path sources = Path.of("src/main/java/io/kiln/api/boot");
    for (String file : List.of("ServerOptions", "AccessOptions", "CfnOptions", "HeatOptions")) {
      assertThat(OPTION.matcher(Files.readString(sources.resolve(file + ".java"))).results())
          .isNotEmpty()
          .allSatisfy(found -> assertThat(ServerHelp.text()).contains("\n  " + found.group(1)));
    }
  }

  @Test
  void everyExampleCanBeTyped() throws Exception {
    for (String name : List.of("tokens.yaml", "tls.crt", "tls.key")) {
      Files.writeString(folder.resolve(name), "");
    }
    for (HelpEntry example : ServerHelp.EXAMPLES) {
      List<String> words =
          Arrays.stream(example.option().split(" "))
              .skip(2)
              .map(word -> Files.exists(folder.resolve(word)) ? folder + "/" + word : word)
              .toList();
      assertThat(ServerOptions.parse(words)).as(example.option()).isNotNull();
    }
  }
}

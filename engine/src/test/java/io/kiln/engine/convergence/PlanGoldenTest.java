package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file under {@code src/test/plans}: what exists, what is wanted, the plan; parted by {@code
 * ---}. {@code -Dgolden.rewrite=true} writes the plans anew.
 */
class PlanGoldenTest {
  private static final Path PLANS = Path.of("src/test/plans");

  static List<Path> plans() throws IOException {
    try (Stream<Path> files = Files.list(PLANS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void thePlanReadsAsWritten(Path file) throws IOException {
    String[] parts = Files.readString(file).split("---\n", -1);
    var world = new World(1, 0);
    if (!parts[0].isBlank()) {
      world.create(parts[0]);
      world.settle();
    }
    int writes = world.reality.writes();
    String plan =
        parts[1].isBlank()
            ? world.service.planDelete("p", "s").toString()
            : world.plan(parts[1]).toString();
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, parts[0] + "---\n" + parts[1] + "---\n" + plan);
    }
    assertThat(plan).isEqualTo(parts.length > 2 ? parts[2] : "");
    assertThat(world.reality.writes()).as("a plan touches nothing").isEqualTo(writes);
  }
}

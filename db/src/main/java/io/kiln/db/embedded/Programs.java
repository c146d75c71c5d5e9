package io.kiln.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the PostgreSQL programs, as somebody else when we are root: PostgreSQL refuses root.
 *
 * @param bin where the programs are
 * @param output takes what they print
 * @param prefix words before each command
 */
record Programs(Path bin, Path output, List<String> prefix) {

  private static final String NOBODY = "nobody";
  private static final Duration QUICK = Duration.ofSeconds(10);

  /** How a program ended. */
  record Ended(int code, String output) {
    boolean well() {
      return code == 0;
    }
  }

  /**
   * Chooses whom to run as. As root, a user namespace hides that from PostgreSQL and leaves the
   * files ours; where namespaces are forbidden (many containers), the folder is given to {@code
   * nobody}.
   */
  static Programs in(Path home, Path bin, Path data) throws IOException, InterruptedException {
    Path output = home.resolve("programs.log");
    var plain = new Programs(bin, output, List.of());
    if (!isRoot(home)) {
      return plain;
    }
    boolean nobodys = Files.exists(data) && !Files.getOwner(data).getName().equals("root");
    if (!nobodys && plain.run(QUICK, List.of("unshare", "-U", "true")).well()) {
      return new Programs(bin, output, List.of("unshare", "-U"));
    }
    Ended given = plain.run(QUICK, List.of("chown", "-R", NOBODY, home.toString()));
    if (!given.well()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL does not run as root, and %s cannot be given to %s: %s. Run Kiln as another user"
              .formatted(home, NOBODY, given.output()));
    }
    return new Programs(
        bin,
        output,
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups", "--"));
  }

  /** What this process makes belongs to root exactly when it is root. */
  private static boolean isRoot(Path home) throws IOException {
    Path probe = Files.createTempFile(home, "owner", null);
    try {
      return Files.getOwner(probe).getName().equals("root");
    } finally {
      Files.delete(probe);
    }
  }

  /** Runs one of PostgreSQL's programs to its end. */
  Ended postgres(Duration limit, String program, String... arguments)
      throws IOException, InterruptedException {
    return run(
        limit,
        Stream.of(prefix.stream(), Stream.of(bin.resolve(program).toString()), Stream.of(arguments))
            .flatMap(words -> words)
            .toList());
  }

  private Ended run(Duration limit, List<String> command) throws IOException, InterruptedException {
    // Into a file, not a pipe: a server that is started keeps the other end open.
    var builder =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Ended(-1, e.toString());
    }
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return new Ended(-1, "no end within " + limit);
    }
    return new Ended(process.exitValue(), Files.readString(output).strip());
  }
}

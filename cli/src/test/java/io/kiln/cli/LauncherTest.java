package io.kiln.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code kiln}, in a checkout of its own, with a JDK and a Maven that only say what they
 * are asked.
 */
final class LauncherTest {
  private static final Path SCRIPT = Path.of("../kiln").toAbsolutePath().normalize();

  /** What is promised for --version; a JVM alone would take a third of it. */
  private static final Duration VERSION_LIMIT = Duration.ofMillis(300);

  @TempDir private Path root = Path.of("");

  private record Said(int exit, String out, String err) {}

  @BeforeEach
  void checkout() throws IOException {
    Files.copy(SCRIPT, root.resolve("kiln"));
    executable(root.resolve("kiln"));
    write(
        "pom.xml",
        """
        <project><parent><artifactId>other</artifactId><version>4</version></parent>
        <artifactId>kiln</artifactId>
        <version>7.8.9</version></project>
        """);
    write("api/src/main/java/A.java", "class A {}");
    jdk("jdk25", "25.0.3");
    jdk("jdk17", "17.0.15");
  }

  @Test
  void theVersionIsToldWithoutAJvmAndWithoutABuild() throws Exception {
    var best = Duration.ofHours(1);
    for (int attempt = 0; attempt < 5; attempt++) {
      var begun = System.nanoTime();
      var said = kiln(Map.of("KILN_JAVA_HOME", "/nowhere"), "--version");
      var took = Duration.ofNanos(System.nanoTime() - begun);
      best = took.compareTo(best) < 0 ? took : best;
      assertThat(said.out()).startsWith("kiln 7.8.9");
    }
    assertThat(best).isLessThan(VERSION_LIMIT);
  }

  @Test
  void aVerbGoesToTheCommandLine() throws Exception {
    built();

    var said = kiln(Map.of("KILN_JAVA_HOME", at("jdk25")), "stack", "list", "a b");

    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("-cp " + root.toRealPath() + "/target/kiln/1-1/lib/cli.jar:")
        .contains(" io.kiln.cli.Kiln stack list a b")
        .contains("launcher=" + root.toRealPath() + "/kiln");
  }

  @Test
  void aServerKeepsItsDataBesideTheScriptUnlessToldOtherwise() throws Exception {
    built();
    var environment = Map.of("KILN_JAVA_HOME", at("jdk25"));

    assertThat(kiln(environment, "server", "--port", "1").out())
        .contains("io.kiln.api.boot.KilnServer server --port 1 --data " + root.toRealPath());
    assertThat(kiln(environment, "server", "--data", "/d").out())
        .contains("KilnServer server --data /d")
        .doesNotContain("/.kiln");
  }

  @Test
  void anOldJdkIsPassedOver() throws Exception {
    built();

    var said = kiln(Map.of("JAVA_HOME", at("jdk17"), "JAVA25_HOME", at("jdk25")), "stack");

    assertThat(said.out()).startsWith("jdk25 ");
  }

  @Test
  void anUnfitJdkThatWasChosenByHandIsAnError() throws Exception {
    built();

    var said = kiln(Map.of("KILN_JAVA_HOME", at("jdk17")), "stack", "list");

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err().lines()).singleElement().asString().contains("is no JDK 25");
  }

  @Test
  void aChangedSourceIsBuiltFirstAndSaidModuleByModule() throws Exception {
    built();
    write("api/src/main/java/B.java", "class B {}");
    maven(
        """
        echo '[INFO] Building Kiln API server 0.1.0-SNAPSHOT   [9/10]'
        for m in api cli hooks/agent engine/simulation; do
          mkdir -p $m/target; echo jar >$m/target/kiln-${m##*/}-0.1.jar; echo lib >dep.jar
          echo "$PWD/dep.jar" >$m/target/runtime.classpath
        done
        """);

    var said = kiln(Map.of("KILN_JAVA_HOME", at("jdk25"), "PATH", path()), "stack", "list");

    assertThat(said.err()).contains("building").contains("[9/10] Kiln API server");
    assertThat(said.out()).contains("lib/kiln-cli-0.1.jar:").contains("lib/dep.jar io.kiln.cli");
    assertThat(kiln(Map.of("KILN_JAVA_HOME", at("jdk25"), "PATH", path()), "stack").err())
        .as("a second time nothing is built")
        .isEmpty();
  }

  @Test
  void aDeletedSourceIsAChangeToo() throws Exception {
    built();
    maven("exit 1");
    Files.delete(root.resolve("api/src/main/java/A.java"));

    assertThat(kiln(Map.of("KILN_JAVA_HOME", at("jdk25"), "PATH", path()), "stack").err())
        .contains("building");
  }

  @Test
  void aBuildThatFailsShowsWhyAndWhereTheLogIs() throws Exception {
    maven(
        """
        echo '[INFO] fine'
        echo '[ERROR] A.java:[3,1] no such thing'
        exit 1
        """);

    var said = kiln(Map.of("KILN_JAVA_HOME", at("jdk25"), "PATH", path()), "stack", "list");

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .contains("no such thing")
        .doesNotContain("[INFO] fine")
        .contains("target/kiln/build.log");
  }

  @Test
  void anOptionThatAVerbDoesNotHaveIsToldBeforeTheFirstBuild() throws Exception {
    maven("exit 1");
    write("docs/commands.md", Files.readString(SCRIPT.resolveSibling("docs/commands.md")));
    var environment = Map.of("KILN_JAVA_HOME", at("jdk25"), "PATH", path());

    for (var wrong : List.of("--wrong-option", "--wrong-option=1")) {
      var said = kiln(environment, "up", "web.yaml", "-P", "a=--b", wrong);
      assertThat(said.exit()).isEqualTo(Exit.USAGE);
      assertThat(said.err())
          .startsWith("kiln: kiln up has no option --wrong-option; it has ")
          .contains(" --port ")
          .hasLineCount(1);
    }
    for (var right : List.of("up --port 1", "stack list --limit=1", "up -- --x", "server --x")) {
      assertThat(kiln(environment, right.split(" ")).err()).as(right).contains("building");
    }
    built();
    assertThat(kiln(environment, "up", "--wrong-option").out())
        .as("the verb itself says it")
        .contains("io.kiln.cli.Kiln up --wrong-option");
  }

  /** A build that is newer than every source. */
  private void built() throws IOException {
    write("target/kiln/1-1/cli.classpath", "lib/cli.jar:lib/x.jar\n");
    write("target/kiln/1-1/server.classpath", "lib/api.jar:lib/x.jar\n");
    write("target/kiln/1-1/stamp", "");
    Files.createSymbolicLink(root.resolve("target/kiln/current"), Path.of("1-1"));
    var past = FileTime.from(Instant.now().minusSeconds(60));
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(path -> !path.endsWith("stamp")).toList()) {
        Files.setLastModifiedTime(file, past);
      }
    }
    Files.setLastModifiedTime(
        root.resolve("target/kiln/1-1/stamp"), FileTime.from(Instant.now().minusSeconds(30)));
  }

  private void jdk(String name, String version) throws IOException {
    write(name + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    write(name + "/bin/javac", "");
    write(name + "/bin/java", "#!/bin/sh\necho " + name + " \"$*\" launcher=$KILN_LAUNCHER\n");
    executable(root.resolve(name + "/bin/java"));
    executable(root.resolve(name + "/bin/javac"));
  }

  private void maven(String body) throws IOException {
    write("bin/mvn", "#!/bin/sh\n" + body);
    executable(root.resolve("bin/mvn"));
  }

  private String path() {
    return root.resolve("bin") + ":/usr/bin:/bin";
  }

  private String at(String name) {
    return root.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Said kiln(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("kiln").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KILN_"));
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    builder.redirectError(root.resolve("said").toFile());
    var process = builder.start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var exit = process.waitFor();
    return new Said(exit, out, Files.readString(root.resolve("said")));
  }
}

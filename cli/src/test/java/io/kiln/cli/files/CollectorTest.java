package io.kiln.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollectorTest {
  @TempDir private Path root = Path.of("");

  @Test
  void aFileGoesByItsPathFromTheTemplatesFolder() throws IOException {
    write("stacks/web.yaml", "a: {get_file: ../scripts/run.sh}\nb: {type: parts/db.yaml}\n");
    write("stacks/parts/db.yaml", "c: {get_file: db.cnf}\n");
    write("stacks/parts/db.cnf", "x");
    write("scripts/run.sh", "y");

    assertThat(collect("stacks/web.yaml").files())
        .containsOnlyKeys("../scripts/run.sh", "parts/db.yaml", "parts/db.cnf");
  }

  @Test
  void anAbsoluteNameIsKeptAsWritten() throws IOException {
    write("elsewhere/child.yaml", "c: {get_file: ../c.txt}");
    write("c.txt", "x");
    var child = root.resolve("elsewhere/child.yaml").toString();
    write("stacks/web.yaml", "a: {type: " + child + "}");

    assertThat(collect("stacks/web.yaml").files())
        .containsOnlyKeys(child, root.resolve("c.txt").toString());
  }

  @Test
  void severalFoldersUpStayWhereTheyAre() throws IOException {
    write("a/b/web.yaml", "a: {get_file: ../../top.txt}\nb: {type: ../sub/x.yaml}");
    write("a/sub/x.yaml", "c: {get_file: ../../top.txt}");
    write("top.txt", "x");

    assertThat(collect("a/b/web.yaml").files()).containsOnlyKeys("../../top.txt", "../sub/x.yaml");
  }

  @Test
  void aFolderIsNoTemplate() throws IOException {
    Files.createDirectories(root.resolve("web.yaml"));

    assertThatThrownBy(() -> collect("web.yaml"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void whatIsNoTextIsNoTemplateAndNoEnvironment() throws IOException {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};
    Files.write(root.resolve("logo.png"), picture);
    Files.write(root.resolve("inner.yaml"), picture);
    write("outer.yaml", "a: {type: inner.yaml}");
    write("web.yaml", "a: {get_file: logo.png}");

    assertThatThrownBy(() -> collect("logo.png"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage(
            "the template is not text: %s holds bytes that are no UTF-8", root.resolve("logo.png"));
    assertThatThrownBy(() -> collect("outer.yaml"))
        .hasMessage(
            "outer.yaml names a template that is not text: %s holds bytes that are no UTF-8",
            root.resolve("inner.yaml"));
    assertThat(collect("web.yaml").files()).containsEntry("logo.png", "iVBORwD/");
  }

  @Test
  void theTextIsSentAsWritten() throws IOException {
    var text = "# a comment\r\na:   1 \n\n";
    write("web.yaml", text);

    assertThat(collect("web.yaml").template()).isEqualTo(text);
    assertThat(collect("web.yaml").templateName()).isEqualTo("web.yaml");
  }

  @Test
  void templatesThatNameEachOtherAreReadOnce() throws IOException {
    write("a.yaml", "x: {type: b.yaml}");
    write("b.yaml", "x: {type: c.yaml}");
    write("c.yaml", "x: {type: b.yaml}\ny: {type: a.yaml}");

    assertThat(collect("a.yaml").files()).containsOnlyKeys("b.yaml", "c.yaml", "a.yaml");
  }

  @Test
  void whatIsOnlyAContentIsNotSearchedForFiles() throws IOException {
    write("a.yaml", "x: {get_file: other.yaml}");
    write("other.yaml", "y: {get_file: secret.txt}");
    write("secret.txt", "s");

    assertThat(collect("a.yaml").files()).containsOnlyKeys("other.yaml");
  }

  @Test
  void theRegistryOfAnEnvironmentNamesTemplatesRelativeToItself() throws IOException {
    write("web.yaml", "a: 1");
    write(
        "env/prod.yaml",
        """
        resource_registry:
          My::A: ../types/a.yaml
          My::B: OS::Heat::None
          resources:
            db:
              My::A: special.yaml
              hooks: pre-create
        """);
    write("types/a.yaml", "x: {get_file: a.txt}");
    write("types/a.txt", "1");
    write("env/special.yaml", "x: 2");

    var bundle =
        Collector.collect(root.resolve("web.yaml"), List.of(root.resolve("env/prod.yaml")));

    assertThat(bundle.environmentFiles()).containsExactly("env/prod.yaml");
    assertThat(bundle.files())
        .containsOnlyKeys("env/prod.yaml", "types/a.yaml", "types/a.txt", "env/special.yaml");
    assertThat(bundle.missing()).isEmpty();
  }

  @Test
  void whatIsNoTextIsSentInBase64() throws IOException {
    write("web.yaml", "x: {get_file: logo.bin}");
    Files.write(root.resolve("logo.bin"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThat(collect("web.yaml").files()).containsEntry("logo.bin", "//4A");
  }

  @Test
  void aFileThatIsNotThereIsToldAndLeftToTheServer() throws IOException {
    write("web.yaml", "x: {get_file: nothere.txt}\ny: {get_file: http://x/y}");

    var bundle = collect("web.yaml");

    assertThat(bundle.files()).isEmpty();
    assertThat(bundle.missing()).singleElement().asString().contains("web.yaml names nothere.txt");
  }

  @Test
  void brokenYamlIsSentForTheServerToPointAt() throws IOException {
    write("web.yaml", "a: [1,\n");

    assertThat(collect("web.yaml").template()).isEqualTo("a: [1,\n");
  }

  @Test
  void aTemplateThatIsNotThereIsAnErrorOfItsOwn() {
    assertThatThrownBy(() -> collect("nothere.yaml"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("there is no template");
  }

  private Bundle collect(String template) {
    return Collector.collect(root.resolve(template), List.of());
  }

  private void write(String name, String text) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}

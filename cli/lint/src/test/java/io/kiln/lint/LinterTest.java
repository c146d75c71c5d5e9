package io.kiln.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.templates.source.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinterTest {

  private static final String HOT = "heat_template_version: 2018-08-31\n";

  @TempDir private Path folder = Path.of("");

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> lint(List<String> files, String... environments) {
    return new Linter(ShippedTypes.catalog(), folder)
        .lint(Selection.expand(folder, files), List.of(environments)).findings().stream()
            .map(found -> "%s %s %s".formatted(found.at(), found.severity(), found.code()))
            .toList();
  }

  @Test
  void childrenAndFilesAreFoundBesideTheFileThatNamesThem() throws IOException {
    write("a/web.yaml", HOT + "resources:\n  x: {type: ../b/child.yaml, properties: {n: 1}}\n");
    write(
        "b/child.yaml",
        HOT + "parameters: {n: {type: number}}\noutputs: {o: {value: {get_file: c/d.txt}}}\n");
    write("b/c/d.txt", "text");
    assertThat(lint(List.of("a/web.yaml"))).isEmpty();
    Files.delete(folder.resolve("b/c/d.txt"));
    assertThat(lint(List.of("a/web.yaml"))).containsExactly("b/child.yaml:3:22 ERROR missing-file");
    Files.delete(folder.resolve("b/child.yaml"));
    assertThat(lint(List.of("a/web.yaml")))
        .containsExactly("a/web.yaml:3:13 ERROR missing-template");
  }

  @Test
  void aMistakeInAChildThatManyUseIsSaidOnce() throws IOException {
    write("child.yaml", HOT + "outputs: {o: {value: {get_param: nobody}}}\n");
    for (int i = 0; i < 5; i++) {
      write("web" + i + ".yaml", HOT + "resources: {x: {type: child.yaml}}\n");
    }
    assertThat(lint(List.of("*.yaml"))).containsExactly("child.yaml:2:22 ERROR unknown-parameter");
  }

  @Test
  void whatLiesElsewhereIsNotLookedAt() throws IOException {
    write(
        "web.yaml",
        HOT
            + "resources:\n  x: {type: http://example.com/x.yaml, properties: {a: 1}}\n"
            + "outputs:\n  o: {value: {get_file: https://example.com/motd}}\n"
            + "  p: {value: {get_attr: [x, anything]}}\n");
    assertThat(lint(List.of("web.yaml"))).isEmpty();
  }

  @Test
  void valuesAreNotNeededButWrongOnesAreFound() throws IOException {
    write(
        "web.yaml",
        HOT
            + "parameters: {n: {type: number, constraints: [{range: {max: 3}}]}, s: {type:"
            + " string}}\n"
            + "conditions: {}\n"
            + "resources: {r: {type: OS::Heat::RandomString, properties: {length: {get_param: n},"
            + " salt: {get_param: s}}}}\n"
            + "outputs: {o: {value: {resource_facade: metadata}}, n: {value: {get_param:"
            + " 'OS::stack_name'}}}\n");
    write("bad.yaml", "parameters: {n: 7}\n");
    assertThat(lint(List.of("web.yaml"))).isEmpty();
    assertThat(lint(List.of("web.yaml"), "bad.yaml"))
        .containsExactly("bad.yaml:1:17 ERROR invalid-parameter");
  }

  @Test
  void anEnvironmentOfSeveralTemplatesMayHaveValuesForEach() throws IOException {
    write(
        "a.yaml", HOT + "parameters: {a: {type: string}}\noutputs: {o: {value: {get_param: a}}}\n");
    write(
        "b.yaml", HOT + "parameters: {b: {type: string}}\noutputs: {o: {value: {get_param: b}}}\n");
    write("env/e.yaml", "parameters: {a: x, b: x}\n");
    assertThat(lint(List.of("a.yaml", "b.yaml"), "env/e.yaml")).isEmpty();
    assertThat(lint(List.of("a.yaml"), "env/e.yaml"))
        .containsExactly("env/e.yaml:1:23 ERROR unknown-user-parameter");
    write("env/e.yaml", "parameters: {a: x, b: x, c: x}\n");
    assertThat(lint(List.of("a.yaml", "b.yaml"), "env/e.yaml"))
        .containsExactly("env/e.yaml:1:29 ERROR unknown-user-parameter");
  }

  @Test
  void anEnvironmentIsCheckedByItselfWithTheTemplatesItNames() throws IOException {
    write(
        "env.yaml",
        "resource_registry: {A::B: t/a.yaml, C::D: t/gone.yaml}\nparameter_default: {}\n");
    write(
        "t/a.yaml",
        HOT + "resources: {x: {type: C::D}}\noutputs: {o: {value: {get_attr: [y, z]}}}\n");
    assertThat(lint(List.of("env.yaml")))
        .containsExactly(
            "env.yaml:1:43 ERROR missing-template",
            "env.yaml:2:1 ERROR invalid-environment",
            "t/a.yaml:3:22 ERROR invalid-reference");
  }

  @Test
  void theParametersOfATemplateThatOthersUseAreAllOfUse() throws IOException {
    write("web.yaml", HOT + "resources: {x: {type: child.yaml, properties: {spare: 1}}}\n");
    write("child.yaml", HOT + "parameters: {spare: {type: number}}\n");
    assertThat(lint(List.of("child.yaml")))
        .containsExactly("child.yaml:2:14 WARNING unused-parameter");
    assertThat(lint(List.of("child.yaml", "web.yaml"))).isEmpty();
  }

  @Test
  void whereATruthValueIsTakenYesAndNoAreFine() throws IOException {
    write(
        "web.yaml",
        HOT
            + "parameters:\n"
            + "  a: {type: boolean, default: yes, hidden: no}\n"
            + "  b: {type: string, default: no}\n"
            + "outputs: {a: {value: {get_param: a}}, b: {value: {get_param: b}}}\n");
    write("env.yaml", "parameters: {a: off, b: off}\n");
    assertThat(lint(List.of("web.yaml"), "env.yaml"))
        .containsExactly("env.yaml:1:25 WARNING yes-or-no", "web.yaml:4:30 WARNING yes-or-no");
  }

  @Test
  void whatIsNoTextIsSaidAtItsPlace() throws IOException {
    Files.write(
        folder.resolve("web.yaml"), "a: 1\nü: \"\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(lint(List.of("web.yaml"))).containsExactly("web.yaml:2:1 ERROR bad-encoding");
  }

  @Test
  void aTextFromElsewhereStandsInTheFolder() throws IOException {
    write("child.yaml", HOT);
    var linter = new Linter(ShippedTypes.catalog(), folder);
    linter.put(
        "-",
        (HOT + "resources: {x: {type: child.yaml, properties: {n: 1}}}")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(linter.lint(List.of("-"), List.of()).findings())
        .extracting(Diagnostic::code)
        .containsExactly("unknown-property");
  }

  @Test
  void patternsReachIntoFoldersAndPassByWhatIsHidden() throws IOException {
    for (String name :
        List.of("a.yaml", "b/c.yaml", "b/d/e.yaml", "b/.git/f.yaml", ".g.yaml", "h.txt")) {
      write(name, "");
    }
    assertThat(Selection.expand(folder, List.of("**/*.yaml")))
        .containsExactly("a.yaml", "b/c.yaml", "b/d/e.yaml");
    assertThat(Selection.expand(folder, List.of("b/**/*.yaml", "./b/c.yaml")))
        .containsExactly("b/c.yaml", "b/d/e.yaml");
    assertThat(Selection.expand(folder, List.of("*.{txt,yaml}", "h.txt")))
        .containsExactly("a.yaml", "h.txt");
    for (String wrong : List.of("b", "nowhere.yaml", "*.json")) {
      assertThatThrownBy(() -> Selection.expand(folder, List.of(wrong)))
          .isInstanceOf(BadSelection.class);
    }
  }

  @Test
  void aThousandFilesAreCheckedInOneCall() throws IOException {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      files.add("t/%d.yaml".formatted(i));
      write(
          files.get(i),
          HOT + "resources: {r: {type: OS::Heat::Value, properties: {value: 012}}}\n");
    }
    Report report = new Linter(ShippedTypes.catalog(), folder).lint(files, List.of());
    assertThat(report.clean()).isTrue();
    assertThat(report.findings())
        .hasSize(1_000)
        .extracting(Diagnostic::code)
        .containsOnly("octal-number");
    assertThat(TextReport.of(report, (_, text) -> text))
        .endsWith("1,000 files checked: 1,000 warnings.");
  }

  @Test
  void whatAGroupIsToHaveMembersOfIsCheckedBeforeThereAreAny() throws IOException {
    write("child.yaml", HOT + "parameters: {p: {type: string}, n: {type: number, default: 1}}\n");
    write(
        "web.yaml",
        HOT
            + "parameters: {count: {type: number}}\n"
            + "resources:\n"
            + "  g:\n"
            + "    type: OS::Heat::ResourceGroup\n"
            + "    properties:\n"
            + "      count: {get_param: count}\n"
            + "      resource_def:\n"
            + "        type: child.yaml\n"
            + "        properties: {p: node%index%, n: '%index%', q: 1, n2: null}\n"
            + "  s:\n"
            + "    type: OS::Heat::AutoScalingGroup\n"
            + "    properties: {max_size: 1, min_size: 0, resource: {type: Nope}}\n"
            + "  c:\n"
            + "    type: OS::Heat::ResourceChain\n"
            + "    properties:\n"
            + "      resources: [OS::Heat::RandomString, Neither]\n"
            + "      resource_properties: {length: long}\n");
    assertThat(lint(List.of("web.yaml")))
        .containsExactly(
            "web.yaml:10:52 ERROR unknown-property",
            "web.yaml:13:61 ERROR unknown-type",
            "web.yaml:17:43 ERROR unknown-type",
            "web.yaml:18:37 ERROR invalid-property");
  }

  @Test
  void whatAnEnvironmentMayGiveIsOnlyRemarkedOnWithoutOne() throws IOException {
    write("child.yaml", HOT + "parameters: {password: {type: string, hidden: true}}\n");
    write("web.yaml", HOT + "resources: {x: {type: child.yaml}}\n");
    write("other.yaml", "parameter_defaults: {user: me}\n");
    write("secret.yaml", "parameter_defaults: {password: hush}\n");
    assertThat(lint(List.of("web.yaml"))).containsExactly("web.yaml:2:13 WARNING missing-property");
    assertThat(lint(List.of("web.yaml"), "other.yaml"))
        .containsExactly("web.yaml:2:13 ERROR missing-property");
    assertThat(lint(List.of("web.yaml"), "other.yaml", "secret.yaml")).isEmpty();
  }
}

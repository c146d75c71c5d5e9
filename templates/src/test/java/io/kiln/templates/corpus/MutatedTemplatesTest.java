package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.source.Rendering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a text is, it gives findings or a model, never an exception. */
class MutatedTemplatesTest {

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");
  private static final String[] SPLINTERS = {
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "*a",
    "&a ",
    "<<: ",
    "!Ref ",
    "~",
    "|\n",
    "\t",
    "#",
    "\n",
    "  ",
    "0x",
    "1e999",
    ".inf",
    "\u0000",
    "\u202e",
    "get_param",
    "get_attr: [",
    "if: [",
    "repeat: {",
    "yaql",
    "null",
    "yes",
    "-9999999999999999999",
    "%",
    "@",
    ",",
    "? "
  };

  private static final List<String> SEEDS = seeds();

  private final HeatCompiler compiler = new HeatCompiler(new SampleCatalog(), Limits.DEFAULT);

  @Test
  void aMutatedTemplateGivesFindingsOrAModel() {
    Seeds.each(4_000, this::once);
  }

  private void once(Random random) {
    int mutations = 1 + random.nextInt(6);
    String text = SEEDS.get(random.nextInt(SEEDS.size()));
    for (int i = 0; i < mutations; i++) {
      text = mutate(text, random);
    }
    GoldenCase mutated = GoldenCase.mutated(text);
    Evaluated<Optional<Frame>> compiled = compiler.compile(mutated.source(), STACK);
    assertThat(compiled.failed() || compiled.result().isPresent()).isTrue();
    new Rendering(Map.of("case.yaml", mutated.source().template())).render(compiled.diagnostics());
    if (!compiled.failed()) {
      new Outcome(compiled.result().orElseThrow(), new ArrayList<>()).json();
    }
  }

  private static String mutate(String text, Random random) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + 1 + random.nextInt(12));
    String splinter = SPLINTERS[random.nextInt(SPLINTERS.length)];
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, at) + splinter + text.substring(at);
      case 2 -> text.substring(0, at) + splinter + text.substring(to);
      case 3 -> text.substring(0, to) + text.substring(at);
      default -> {
        int other = random.nextInt(text.length());
        int end = Math.min(text.length(), other + random.nextInt(40));
        yield text.substring(0, at) + text.substring(other, end) + text.substring(at);
      }
    };
  }

  private static List<String> seeds() {
    try (Stream<Path> files = Files.walk(Path.of("src/test/corpus"))) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

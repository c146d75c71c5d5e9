package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Rendering;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is meant to hurt gives a located error within a second of one processor, and needs no more
 * than 256 MiB on the way: a process of that size compiles them all.
 */
class BadInputTest {

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");
  private static final long SECOND = 1_000_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String HEAD = "heat_template_version: 2018-08-31\n";

  private final HeatCompiler compiler = new HeatCompiler(new SampleCatalog(), Limits.DEFAULT);

  @TestFactory
  Stream<DynamicTest> eachIsRefusedInTimeAndWithinMemory() {
    compile(HEAD + output("{list_join: ['-', [a]]}"), Map.of()); // Classes are loaded before.
    return inputs().entrySet().stream()
        .map(
            input ->
                DynamicTest.dynamicTest(
                    input.getKey() + " is refused", () -> refused(input.getValue())));
  }

  @Test
  void aProcessOf256MebibytesCompilesThemAll() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BadInputTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** What the small process runs. */
  public static void main(String[] arguments) {
    var test = new BadInputTest();
    inputs()
        .forEach(
            (name, text) -> {
              System.out.println(name);
              if (!test.compile(text, Map.of("self.yaml", HEAD + "resources:\n" + SELVES))
                  .failed()) {
                throw new IllegalStateException(name + " is not refused");
              }
            });
  }

  private void refused(String text) {
    // The first time may have to load and compile code; the second time is the text's own.
    long took = Math.min(nanoseconds(text), nanoseconds(text));
    assertThat(took).as("nanoseconds").isLessThan(SECOND);
    Map<String, String> files = Map.of("self.yaml", HEAD + "resources:\n" + SELVES);
    Evaluated<Optional<Frame>> compiled = compile(text, files);
    String shown =
        new Rendering(Map.of("case.yaml", text, "self.yaml", files.get("self.yaml")))
            .render(compiled.diagnostics());
    assertThat(compiled.failed()).isTrue();
    assertThat(compiled.diagnostics())
        .filteredOn(found -> found.severity() == Diagnostic.Severity.ERROR)
        .allSatisfy(found -> assertThat(found.at().isSomewhere()).as(found.toString()).isTrue());
    assertThat(shown.length()).as("characters shown").isLessThan(200_000);
  }

  private long nanoseconds(String text) {
    long began = THREADS.getCurrentThreadCpuTime();
    compile(text, Map.of("self.yaml", HEAD + "resources:\n" + SELVES));
    return THREADS.getCurrentThreadCpuTime() - began;
  }

  private Evaluated<Optional<Frame>> compile(String text, Map<String, String> files) {
    return compiler.compile(
        new StackSource(text, "case.yaml", files, List.of(), Optional.empty(), Map.of()), STACK);
  }

  private static final String SELVES =
      "  a: {type: self.yaml}\n  b: {type: self.yaml}\n  c: {type: self.yaml}\n";

  private static String output(String value) {
    return "outputs:\n  o: {value: %s}\n".formatted(value);
  }

  private static String yaql(String expression) {
    return HEAD + output("{yaql: {expression: '%s', data: {}}}".formatted(expression));
  }

  private static Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    texts(inputs);
    scalars(inputs);
    growth(inputs);
    expressions(inputs);
    return inputs;
  }

  private static void texts(Map<String, String> inputs) {
    inputs.put("an alias bomb", HEAD + bomb("[%s]", 12));
    inputs.put("a bomb of merges", HEAD + bomb("{k: [%s]}", 12));
    inputs.put("deep nesting of lists", HEAD + output("[".repeat(100_000)));
    inputs.put("deep nesting of maps", HEAD + output("{a: ".repeat(50_000)));
    inputs.put("deep nesting by indentation", HEAD + indented(700));
    inputs.put("deep JSON", "{\"a\":".repeat(100_000));
    inputs.put("deep questions", HEAD + "? ".repeat(50_000));
    inputs.put("an alias of itself", HEAD + "outputs: &a\n  o: {value: *a}\n");
    inputs.put("a key twice", HEAD + "outputs:\n  o: {value: 1}\n  o: {value: 2}\n");
    inputs.put(
        "a key twice in JSON", "{\"heat_template_version\": \"2018-08-31\", \"a\": 1, \"a\": 2}");
    inputs.put("a list as a key", HEAD + "outputs:\n  ? [a]\n  : {value: 1}\n");
    inputs.put("NUL", HEAD + "description: a\u0000b\n");
    inputs.put("a bell", HEAD + "description: a\u0007b\n");
    inputs.put("half a character", HEAD + "description: a\ud800b\n");
    inputs.put("UTF-16 read as UTF-8", "\ufffdh\u0000e\u0000a\u0000t\u0000");
    inputs.put("a language's own tag", HEAD + output("!!python/object/apply:os.system [ls]"));
    inputs.put("another language's tag", HEAD + output("!!java.net.URL [http://h/]"));
    inputs.put("a tag of its own", HEAD + output("!<tag:x,2000:y> a"));
    inputs.put("several documents", HEAD + "---\n" + HEAD);
    inputs.put("too much text", HEAD + "#" + "x".repeat(600_000));
    inputs.put("too much text beyond ASCII", HEAD + "#" + "€".repeat(200_000));
    inputs.put("a tab as indentation", HEAD + "outputs:\n\to: {value: 1}\n");
    inputs.put("an open quote", HEAD + "description: \"" + "x".repeat(400_000));
    inputs.put(
        "very many mistakes",
        HEAD + "outputs:\n" + many("  o%d: {value: {get_param: p}}\n", 9_000));
    inputs.put("itself again and again", HEAD + "resources:\n" + SELVES);
  }

  private static void scalars(Map<String, String> inputs) {
    inputs.put("a number of many digits", HEAD + output("9".repeat(400_000)));
    inputs.put("a hexadecimal one", HEAD + output("0x" + "f".repeat(400_000)));
    inputs.put("a number out of range", HEAD + output("1.0e+999999999"));
    inputs.put("an infinite one", HEAD + output(".inf"));
    inputs.put(
        "a long number as a parameter",
        HEAD
            + "parameters:\n  n: {type: number, default: \"%s\"}\n".formatted("9".repeat(300_000)));
    inputs.put("a catastrophic pattern", HEAD + pattern("(a+)+$", "a".repeat(5_000) + "!"));
    inputs.put("one that looks around", HEAD + pattern("(?=a)(a|aa)+$", "a".repeat(900) + "!"));
    inputs.put("one that refers back", HEAD + pattern("(a*)*\\\\1b", "a".repeat(900)));
    inputs.put("a pattern of repeats", HEAD + pattern("((a{1,100}){1,100}){1,100}", "b"));
    inputs.put("a long pattern", HEAD + pattern("a?".repeat(20_000), "b"));
  }

  private static void growth(Map<String, String> inputs) {
    String ten = "[" + "a, ".repeat(99) + "a]";
    inputs.put(
        "an exploding repeat",
        HEAD
            + output(
                "{repeat: {template: xyzvw, for_each: {x: %1$s, y: %1$s, z: %1$s, v: %1$s, w: %1$s}}}"
                    .formatted(ten)));
    inputs.put(
        "repeats within repeats",
        HEAD
            + output(
                "{list_concat: ["
                    + ("{repeat: {template: "
                            + "x".repeat(20_000)
                            + ", for_each: {y: "
                            + ten
                            + "}}}, ")
                        .repeat(25)
                    + "[]]}"));
    String doubled = "x";
    for (int i = 0; i < 30; i++) {
      doubled = "{str_replace: {template: aaaaaaaa, params: {a: %s}}}".formatted(doubled);
    }
    inputs.put("str_replace that grows", HEAD + output(doubled));
    inputs.put(
        "str_replace of very many places",
        HEAD
            + output(
                "{str_replace: {template: %s, params: {a: %s}}}"
                    .formatted("a".repeat(100_000), "b".repeat(100_000))));
    inputs.put("a list doubled", HEAD + chain("{list_concat: [%1$s, %1$s]}", "[a, b]"));
    inputs.put("a list joined", HEAD + chain("{list_join: ['', [%1$s, %1$s]]}", "ab"));
    inputs.put(
        "a list split",
        HEAD
            + chain("{str_split: [b, %1$s]}", "a" + "b".repeat(400_000))
            + "  x: {value: {get_param: x}}\n");
  }

  private static void expressions(Map<String, String> inputs) {
    inputs.put("a yaql range", yaql("range(2000000000).len()"));
    inputs.put("a yaql sequence without end", yaql("sequence().len()"));
    inputs.put("a yaql cycle", yaql("[1].cycle().select($).last()"));
    inputs.put("a yaql search without end", yaql("sequence().where($ < 0).first()"));
    inputs.put("yaql making a tree", yaql("generateMany(1, [$ + 1, $ + 2]).len()"));
    inputs.put("yaql nesting", yaql("generate([], true, [$]).last()"));
    inputs.put("a yaql text repeated", yaql("\"abc\" * 2000000000"));
    inputs.put("a yaql list repeated", yaql("[1] * 2000000000"));
    inputs.put("a yaql text doubled", yaql("range(60).aggregate($1 + $1, \"ab\").len()"));
    inputs.put("a yaql number squared", yaql("range(60).aggregate($1 * $1, 12345)"));
    inputs.put("a yaql power", yaql("pow(99999, 99999)"));
    inputs.put("a yaql shift", yaql("shiftBitsLeft(1, 2000000000)"));
    inputs.put("yaql pairs", yaql("range(100000).join(range(100000), false, 1).len()"));
    inputs.put("yaql within yaql", yaql("(".repeat(30_000)));
    inputs.put("a long yaql chain", yaql("1" + " + 1".repeat(20_000)));
    inputs.put("yaql calls in calls", yaql("list(".repeat(20_000)));
    inputs.put("a wide yaql format", yaql("\"{0:99999}\".format(1)"));
    inputs.put("a yaql replacement", yaql("(\"a\" * 90000).replace(\"a\", \"b\" * 90000)"));
  }

  private static String pattern(String pattern, String value) {
    return "parameters:\n  p: {type: string, default: \"%s\", constraints: [{allowed_pattern: \"%s\"}]}\n"
        .formatted(value, pattern);
  }

  private static String many(String line, int count) {
    var out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(line.formatted(i));
    }
    return out.toString();
  }

  private static String bomb(String form, int levels) {
    var out = new StringBuilder("description: &a0 lol\nparameters:\n");
    for (int i = 1; i < levels; i++) {
      String nine = ("*a" + (i - 1) + ", ").repeat(8) + "*a" + (i - 1);
      out.append("  p%1$d: &a%1$d %2$s%n".formatted(i, form.formatted(nine)));
    }
    return out.toString().replace("\r", "");
  }

  private static String indented(int levels) {
    var out = new StringBuilder("outputs:\n");
    for (int i = 1; i < levels; i++) {
      out.append(" ".repeat(i)).append("a:\n");
    }
    return out.toString();
  }

  /** Each output builds on the one before by a nested parameter default and itself. */
  private static String chain(String form, String start) {
    String value = start;
    for (int i = 0; i < 12; i++) {
      value = form.formatted(value);
      if (value.length() > 400_000) {
        break;
      }
    }
    return "outputs:\n"
        + "  o: {value: {yaql: {expression: 'range(40).aggregate($1 + $1, $.data)', data: "
        + value
        + "}}}\n";
  }
}

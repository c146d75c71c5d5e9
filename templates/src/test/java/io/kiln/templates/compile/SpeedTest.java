package io.kiln.templates.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.corpus.SampleCatalog;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.References;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** How fast texts become frames, against the bare parser and against themselves. */
class SpeedTest {

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");

  /** Ratios of single short runs on a busy machine scatter; the goals are 4 and 12. */
  private static final double TOLERATED = 2;

  private final HeatCompiler compiler =
      new HeatCompiler(
          new SampleCatalog(), new Limits(new TextLimits(8_000_000, 100, 2_000_000), 5, 100_000));

  @Test
  void compilingALargeTemplateCostsAFewTimesItsBareParse() {
    String text = template(2_000);
    double bare = best(() -> assertThat(compose(text)).isTrue());
    double whole = best(() -> assertThat(compile(text).resources()).hasSize(2_000));
    System.out.printf(
        "%d kB: bare parse %.0f ms, compiled %.0f ms, ratio %.1f%n",
        text.length() / 1000, bare, whole, whole / bare);
    assertThat(whole / bare).isLessThan(4 * TOLERATED);
  }

  @Test
  void tenTimesTheResourcesTakeAboutTenTimesAsLong() {
    double small = best(() -> assertThat(evaluate(template(1_000))).isEqualTo(1_000));
    double large = best(() -> assertThat(evaluate(template(10_000))).isEqualTo(10_000));
    System.out.printf(
        "1,000 resources %.0f ms, 10,000 resources %.0f ms, ratio %.1f%n",
        small, large, large / small);
    assertThat(large / small).isLessThan(12 * TOLERATED);
  }

  private int evaluate(String text) {
    Frame frame = compile(text);
    int count = 0;
    for (String name : frame.resources().keySet()) {
      Evaluated<Value.MapOf> properties = frame.properties(name, Ready.ALL);
      count += properties.result().get("name") instanceof Value.Text ? 1 : 0;
    }
    return count;
  }

  private Frame compile(String text) {
    return compiler
        .compile(
            new StackSource(text, "t.yaml", Map.of(), List.of(), Optional.empty(), Map.of()), STACK)
        .result()
        .orElseThrow();
  }

  private static boolean compose(String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    return new Compose(settings).composeString(text).isPresent();
  }

  private static double best(Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      long began = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - began) / 1e6);
    }
    return best;
  }

  private static String template(int resources) {
    var text =
        new StringBuilder(
            """
            heat_template_version: 2018-08-31
            parameters:
              prefix: {type: string, default: web}
            conditions:
              named: {not: {equals: [{get_param: prefix}, ""]}}
            resources:
            """);
    for (int i = 0; i < resources; i++) {
      text.append(
          """
            r%1$d:
              type: Test::Everything
              properties:
                name: {if: [named, {str_replace: {template: "$p-%1$d", params: {$p: {get_param: prefix}}}}, none]}
                count: %2$d
                tags: [a, b, {get_param: prefix}]
                anything: {get_attr: [r%3$d, address]}
          """
              .formatted(i, i % 10, Math.max(0, i - 1))
              .replace(i == 0 ? "anything: {get_attr: [r0, address]}" : "\u0000", "on: true")
              .indent(0));
    }
    return text.toString();
  }

  private enum Ready implements References {
    ALL;

    @Override
    public Value reference(String resource) {
      return Value.text(resource);
    }

    @Override
    public Value attribute(String resource, String attribute) {
      return Value.text(resource + attribute);
    }
  }
}

package io.kiln.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  private static final Map<String, String> TEXTS =
      Map.of("web.yaml", "resources:\n  web:\n    imagee: nginx\n");

  @Test
  void theLineInQuestionIsQuotedWithTheWordsUnderlined() {
    var found =
        Diagnostic.error(
                "unknown-property",
                "Unknown property imagee",
                "resources.web.properties.imagee",
                new SourceSpan("web.yaml", 3, 5, 3, 11))
            .withHint("did you mean image?");

    assertThat(Excerpt.withMessage(found, TEXTS))
        .isEqualTo(
            """
            Unknown property imagee
              at web.yaml:3:5
              3 |     imagee: nginx
                |     ^^^^^^
              hint: did you mean image?\
            """);
  }

  @Test
  void aFindingWithoutAPlaceIsItsMessageAlone() {
    var found =
        Diagnostic.error("x", "The Parameter (zz) was not defined.", "", SourceSpan.NOWHERE);

    assertThat(Excerpt.withMessage(found, TEXTS)).isEqualTo("The Parameter (zz) was not defined.");
  }

  @Test
  void aPlaceBeyondTheEndOfItsTextIsNamedWithoutAQuotation() {
    var found = Diagnostic.error("x", "cut short", "", new SourceSpan("web.yaml", 99, 1, 99, 2));

    assertThat(Excerpt.withMessage(found, TEXTS)).isEqualTo("cut short\n  at web.yaml:99:1");
  }

  @Test
  void ofWhatIsNoTextNothingIsQuoted() {
    String archive = "\ufffd\b\0\0\0\0\0\0\u0003\ufffdV*K-*\ufffd\ufffd\u03c3P";
    var found = Diagnostic.error("x", "not a text", "", new SourceSpan("web.gz", 1, 1, 1, 2));

    assertThat(Excerpt.withMessage(found, Map.of("web.gz", archive)))
        .isEqualTo("not a text\n  at web.gz:1:1");
  }

  @Test
  void ofAnEndlessLineOnlyTheStretchAroundTheFindingIsQuoted() {
    String line = "a".repeat(50_000) + "!" + "b".repeat(50_000);
    var found = Diagnostic.error("x", "odd", "", new SourceSpan("one", 1, 50_001, 1, 50_002));

    String text = Excerpt.withMessage(found, Map.of("one", line));

    assertThat(text).hasSizeLessThan(400).contains("aaa!bbb");
    assertThat(text.lines().toList().get(3).indexOf('^'))
        .isEqualTo(text.lines().toList().get(2).indexOf('!'));
  }
}

package io.kiln.templates.text;

import io.kiln.templates.source.Findings;
import io.kiln.templates.source.PlainText;
import io.kiln.templates.source.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML or JSON text into a tree of nodes. Works on the parser's events, not on its own trees,
 * so that depth, size, aliases and duplicates are judged before anything is built of them.
 */
public final class TextReader {

  /** Programs know by as many what a file is. */
  private static final int BEGINNING = 8;

  private final TextLimits limits;

  public TextReader(TextLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one document that has no short forms of functions.
   *
   * @param name what to call the text in messages
   * @return the document, a null scalar for an empty one; nothing when it cannot be understood and
   *     the findings say why
   */
  public Optional<Node> read(String text, String name, Findings findings) {
    Optional<Document> document = document(text, name, findings);
    document.ifPresent(found -> found.refuseShortTags(findings, Optional.empty()));
    return document.map(Document::root);
  }

  /**
   * Reads one document that may have short forms of functions; whoever knows what it is about has
   * to refuse them where they do not belong.
   *
   * @param name what to call the text in messages
   * @return nothing when it cannot be understood and the findings say why
   */
  public Optional<Document> document(String text, String name, Findings findings) {
    if (tooLong(text)) {
      findings.error(
          "text-too-large",
          "The text is larger than the maximum of %d bytes.".formatted(limits.bytes()),
          "",
          new SourceSpan(name, 1, 1, 1, 2));
      return Optional.empty();
    }
    if (!PlainText.is(text)) {
      findings.error(
          "bad-character",
          "This is not a text but binary data, beginning with %s.".formatted(beginning(text)),
          "",
          new SourceSpan(name, 1, 1, 1, 2));
      return Optional.empty();
    }
    Optional<SourceSpan> bad = Characters.firstBad(text, name);
    if (bad.isPresent()) {
      findings.error("bad-character", Characters.describe(text, bad.get()), "", bad.orElseThrow());
      return Optional.empty();
    }
    boolean json = Characters.looksLikeJson(text);
    var builder = new TreeBuilder(name, json, limits, findings);
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      for (Event event :
          new Parse(settings).parseString(json ? Characters.tabsAsSpaces(text) : text)) {
        if (!builder.take(event)) {
          return Optional.empty();
        }
      }
    } catch (MarkedYamlEngineException broken) {
      findings.error("yaml-syntax", problem(broken), "", place(broken, name));
      return Optional.empty();
    } catch (YamlEngineException broken) {
      findings.error(
          "yaml-syntax",
          "The text is not YAML: " + broken.getMessage(),
          "",
          new SourceSpan(name, 1, 1, 1, 2));
      return Optional.empty();
    }
    return Optional.of(builder.result());
  }

  /** By numbers: the characters themselves would do things to a screen. */
  private static String beginning(String text) {
    return text.codePoints()
        .limit(BEGINNING)
        .mapToObj("U+%04X"::formatted)
        .collect(Collectors.joining(" "));
  }

  private boolean tooLong(String text) {
    if (text.length() > limits.bytes()) {
      return true;
    }
    return text.length() * 3L > limits.bytes()
        && text.getBytes(StandardCharsets.UTF_8).length > limits.bytes();
  }

  private static String problem(MarkedYamlEngineException broken) {
    String context = broken.getContext();
    return context == null || context.isEmpty()
        ? "The text is not YAML: " + broken.getProblem()
        : "The text is not YAML: %s, %s".formatted(context, broken.getProblem());
  }

  private static SourceSpan place(MarkedYamlEngineException broken, String name) {
    Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
    return mark.map(
            at ->
                new SourceSpan(
                    name,
                    at.getLine() + 1,
                    at.getColumn() + 1,
                    at.getLine() + 1,
                    at.getColumn() + 2))
        .orElse(new SourceSpan(name, 1, 1, 1, 2));
  }
}

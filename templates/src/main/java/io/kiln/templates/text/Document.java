package io.kiln.templates.text;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A text that was understood, whatever it is about.
 *
 * @param root a null scalar for an empty text
 * @param shortTags the short forms of functions in it, such as {@code !Ref}, by their places; the
 *     tree has the long forms
 */
public record Document(Node root, SequencedMap<SourceSpan, String> shortTags) {

  public Document {
    shortTags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(shortTags));
  }

  /** Reports the short forms: what this text is has none. */
  public void refuseShortTags(Findings findings, Optional<String> hint) {
    shortTags.forEach(
        (at, tag) ->
            findings.add(
                new Diagnostic(
                    Diagnostic.Severity.ERROR,
                    "unknown-tag",
                    "The tag %s is not allowed here.".formatted(tag),
                    "",
                    at,
                    hint)));
  }
}

package io.kiln.cli.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

/**
 * A template and everything it names, as a request carries it.
 *
 * @param template the text as written: line and column in a message are those of the user's file
 * @param templateName what messages call it
 * @param files texts by their path relative to the template's folder, with {@code /}
 * @param environmentFiles the environments among {@code files}, in the order they are merged
 * @param missing one sentence for each file that is named but cannot be read
 */
public record Bundle(
    String template,
    String templateName,
    SequencedMap<String, String> files,
    List<String> environmentFiles,
    List<String> missing) {
  public Bundle {
    files = Collections.unmodifiableSequencedMap(files);
    environmentFiles = List.copyOf(environmentFiles);
    missing = List.copyOf(new ArrayList<>(missing));
  }
}

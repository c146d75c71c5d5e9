package io.kiln.lint;

import io.kiln.templates.source.Diagnostic;
import java.util.List;
import java.util.Map;

/**
 * What came of it.
 *
 * @param findings sorted by file and place
 * @param files how many files were asked for
 * @param sources the texts that findings are about, by name
 */
public record Report(List<Diagnostic> findings, int files, Map<String, String> sources) {

  public Report {
    findings = List.copyOf(findings);
    sources = Map.copyOf(sources);
  }

  /** Whether there is nothing worse than a warning. */
  public boolean clean() {
    return count(Diagnostic.Severity.ERROR) == 0;
  }

  /** How many findings there are of a severity. */
  public long count(Diagnostic.Severity severity) {
    return findings.stream().filter(found -> found.severity() == severity).count();
  }
}

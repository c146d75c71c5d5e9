package io.kiln.cli;

import io.kiln.cli.text.Format;
import io.kiln.cli.text.Printer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How the answer is printed. */
final class OutputOptions {
  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "table (default), json, yaml or value.")
  private Format format = Format.table;

  @Option(
      names = {"-c", "--column"},
      paramLabel = "NAME",
      description = "Only this column; may be repeated.")
  private List<String> columns = new ArrayList<>();

  Format format() {
    return format;
  }

  Printer printer(Session session) {
    return new Printer(session.terminal(), session.json(), format, columns);
  }
}

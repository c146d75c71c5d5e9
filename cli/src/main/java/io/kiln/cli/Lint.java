package io.kiln.cli;

import io.kiln.cli.text.Colour;
import io.kiln.lint.BadSelection;
import io.kiln.lint.JsonReport;
import io.kiln.lint.Linter;
import io.kiln.lint.Report;
import io.kiln.lint.SarifReport;
import io.kiln.lint.Selection;
import io.kiln.lint.ShippedTypes;
import io.kiln.lint.TextReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lint}: the one verb that asks no server. */
@Command(
    name = "lint",
    header = "Check templates and environments where they lie, without a server.",
    customSynopsis = {
      "kiln lint web.yaml -e prod.yaml",
      "       kiln lint 'templates/**/*.yaml' --format sarif >lint.sarif",
      "       generate | kiln lint -"
    },
    footer = {
      "",
      "What a template names is read too: templates used as types, get_file, the registry's",
      "templates; names start from the folder of the file they stand in. Parameters need no"
          + " values.",
      "",
      "Exit status: 0 nothing worse than a warning, 1 errors, 2 the call itself is wrong.",
      "Every code is explained in docs/diagnostics/."
    })
final class Lint implements Callable<Integer> {

  /** As linters have it; the other verbs use 64, because 2 means something else to them. */
  static final int BAD_CALL = 2;

  enum Format {
    text,
    json,
    sarif
  }

  private final Session session;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Templates and environments; patterns such as 'a/**/*.yaml' too; - is stdin.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"-e", "--environment", "--environment-file"},
      paramLabel = "ENV",
      description = "An environment for all templates; several are merged, the last one wins.")
  private List<String> environments = new ArrayList<>();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "text (default), json: one array, or sarif: SARIF 2.1.0.")
  private Format format = Format.text;

  Lint(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var terminal = session.terminal();
    try {
      var report = report();
      terminal.print(
          switch (format) {
            case text -> TextReport.of(report, this::paint);
            case json -> JsonReport.of(report);
            case sarif -> SarifReport.of(report, documentation(), version());
          });
      return report.clean() ? Exit.OK : Exit.ERROR;
    } catch (BadSelection wrong) {
      terminal.error(wrong.getMessage());
      return BAD_CALL;
    }
  }

  private Report report() throws IOException {
    var folder = session.directory();
    var linter = new Linter(ShippedTypes.catalog(), folder);
    var names = Selection.expand(folder, files);
    var around = Selection.expand(folder, environments);
    if (names.contains(Selection.STANDARD_INPUT) || around.contains(Selection.STANDARD_INPUT)) {
      linter.put(Selection.STANDARD_INPUT, session.terminal().in().readAllBytes());
    }
    return linter.lint(names, around);
  }

  /** The pages of the codes, when this runs from where it was built. */
  private Optional<URI> documentation() {
    var home = session.variable("KILN_HOME");
    var pages = session.directory().resolve(home).resolve("docs");
    return home.isEmpty() || !Files.isDirectory(pages)
        ? Optional.empty()
        : Optional.of(pages.toUri());
  }

  private static Optional<String> version() {
    return Optional.ofNullable(SarifReport.class.getPackage().getImplementationVersion());
  }

  private String paint(TextReport.Tone tone, String text) {
    var colour =
        switch (tone) {
          case ERROR -> Colour.RED;
          case WARNING -> Colour.YELLOW;
          case REMARK -> Colour.BLUE;
          case PLACE -> Colour.BOLD;
          case HELP -> Colour.GREEN;
        };
    return session.terminal().paint(colour, text);
  }
}

package io.kiln.cli;

import io.kiln.cli.files.Bundle;
import io.kiln.cli.files.Collector;
import io.kiln.cli.text.Format;
import io.kiln.cli.text.Printer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/**
 * The template of a verb that takes one, with its environments and parameters. The old client's
 * {@code -f} is the template; openstackclient's {@code -f} is the output format. Here {@code -f} is
 * the template, except where it says one of the formats and no such file exists; {@code --format}
 * is never anything else.
 */
final class TemplateOptions {
  @Option(
      names = {"-t", "--template", "--template-file"},
      paramLabel = "FILE",
      description = "The template; what it names is read from its folder and sent along.")
  private String template = "";

  @Option(
      names = "-f",
      paramLabel = "FILE",
      description =
          "The same, as the old client spells it (or a format, when no file is called so).")
  private List<String> oldTemplateOrFormat = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How the answer is printed: table (default), json, yaml or value.")
  private Format format = Format.table;

  @Option(
      names = {"-c", "--column"},
      paramLabel = "NAME",
      description = "Only this field of the answer; may be repeated.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = {"-e", "--environment", "--environment-file"},
      paramLabel = "FILE",
      description = "An environment; several are merged, the last one wins.")
  private List<String> environments = new ArrayList<>();

  @Option(
      names = {"-P", "--parameter", "--parameters"},
      paramLabel = "KEY=VALUE",
      description = "A parameter; may be repeated, or several in one: \"a=1;b=2\".")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--parameter-file",
      paramLabel = "KEY=FILE",
      description = "A parameter whose value is a file's content: the way for secrets.")
  private List<String> parameterFiles = new ArrayList<>();

  Optional<String> template(Session session) {
    if (!template.isEmpty()) {
      return Optional.of(template);
    }
    return oldTemplateOrFormat.stream().filter(word -> !isFormat(word, session)).findFirst();
  }

  /** How to print, after deciding what {@code -f} meant. */
  Printer printer(Session session) {
    var chosen =
        oldTemplateOrFormat.stream()
            .filter(word -> isFormat(word, session))
            .map(Format::valueOf)
            .findFirst()
            .orElse(format);
    return new Printer(session.terminal(), session.json(), chosen, columns);
  }

  private boolean isFormat(String word, Session session) {
    return Arrays.stream(Format.values()).anyMatch(one -> one.name().equals(word))
        && !Files.exists(session.directory().resolve(word));
  }

  /** What every request about a template has in common. */
  ObjectNode body(Session session, Optional<String> file) {
    var body = session.json().createObjectNode();
    if (file.isPresent()) {
      var bundle =
          Collector.collect(
              session.directory().resolve(file.get()),
              environments.stream().map(session.directory()::resolve).toList());
      bundle.missing().forEach(note -> session.terminal().say("note: " + note));
      put(body, bundle);
    } else if (!environments.isEmpty()) {
      throw new Refusal(Exit.USAGE, "an environment (-e) needs its template (-t) beside it");
    }
    body.set("parameters", Parameters.of(session, parameters, parameterFiles));
    return body;
  }

  private static void put(ObjectNode body, Bundle bundle) {
    body.put("template", bundle.template());
    body.put("template_name", bundle.templateName());
    var files = body.putObject("files");
    bundle.files().forEach(files::put);
    if (!bundle.environmentFiles().isEmpty()) {
      var list = body.putArray("environment_files");
      bundle.environmentFiles().forEach(list::add);
    }
  }
}

package io.kiln.lint;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.environment.EnvironmentReader;
import io.kiln.templates.environment.Names;
import io.kiln.templates.environment.Registry;
import io.kiln.templates.lint.DocumentKind;
import io.kiln.templates.lint.Mentions;
import io.kiln.templates.lint.SecondLook;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks templates and environments with what they name, on the same code as a server. Values of
 * parameters are not needed: what depends on them is not known, and what is not known fits.
 */
public final class Linter {

  private final TypeCatalog catalog;
  private final HeatCompiler compiler;
  private final Shelf shelf;

  /**
   * Checks files of a folder.
   *
   * @param folder where names start from
   */
  public Linter(TypeCatalog catalog, Path folder) {
    this.catalog = catalog;
    this.compiler = new HeatCompiler(catalog, Limits.DEFAULT);
    this.shelf = new Shelf(folder, Limits.DEFAULT.text());
  }

  /** Takes a text that lies in no file, to be checked under this name. */
  public void put(String name, byte[] text) {
    shelf.put(name, text);
  }

  /**
   * Checks these files.
   *
   * @param files templates and environments, as {@link Selection} names them
   * @param environments merged in this order for every template
   * @throws BadSelection when one of them cannot be read
   */
  public Report lint(List<String> files, List<String> environments) {
    List<Shelf.Document> asked = files.stream().map(this::required).toList();
    List<Shelf.Document> around = environments.stream().map(this::required).toList();
    Set<String> roots = roots(asked);
    var shared = new Closure(shelf);
    around.forEach(shared::add);
    List<Checked> checked =
        roots.parallelStream()
            .flatMap(name -> shelf.document(name).stream())
            .map(document -> check(document, environments, shared))
            .toList();
    Set<String> seen = new LinkedHashSet<>(roots);
    checked.forEach(one -> seen.addAll(one.children()));
    seen.addAll(environments);
    asked.forEach(document -> seen.add(document.text().name()));
    var gathered = new Gathered(shelf, roots.size(), mapped(asked));
    checked.forEach(one -> gathered.add(one.findings(), one.children()));
    seen.parallelStream().map(this::alone).toList().forEach(gathered::add);
    return gathered.report(files.size());
  }

  private Shelf.Document required(String name) {
    return shelf
        .document(name)
        .orElseThrow(() -> new BadSelection("there is no readable file " + name));
  }

  /** The templates asked for, and those that an environment asked for puts in place of types. */
  private Set<String> roots(List<Shelf.Document> asked) {
    Set<String> roots = new LinkedHashSet<>();
    for (Shelf.Document document : asked) {
      if (document.kind() != DocumentKind.ENVIRONMENT) {
        roots.add(document.text().name());
      } else {
        new Closure(shelf)
            .add(document).children().stream()
                .filter(name -> shelf.document(name).isPresent())
                .forEach(roots::add);
      }
    }
    return roots;
  }

  /** Whether one of these environments says what a type stands for. */
  private static Predicate<String> mapped(List<Shelf.Document> asked) {
    List<Registry> registries =
        asked.stream()
            .filter(document -> document.kind() == DocumentKind.ENVIRONMENT)
            .flatMap(
                document ->
                    document
                        .root()
                        .map(
                            root ->
                                new EnvironmentReader(document.text().name(), new Findings())
                                    .read(root)
                                    .environment()
                                    .registry())
                        .stream())
            .toList();
    return type -> registries.stream().anyMatch(one -> !one.matches(type, "").isEmpty());
  }

  /** What came of a template with all that it names. */
  private record Checked(List<Diagnostic> findings, Set<String> children) {}

  private Checked check(Shelf.Document root, List<String> environments, Closure shared) {
    String name = root.text().name();
    var own = new Closure(shelf).add(root);
    if (root.text().fault().isPresent()) {
      return new Checked(List.of(), Set.of());
    }
    Map<String, String> files = new HashMap<>(shared.texts());
    files.putAll(own.texts());
    var source =
        new StackSource(
            root.text().content(), name, files, environments, Optional.empty(), Map.of());
    return new Checked(compiler.lint(source), own.children());
  }

  /** What can be said of a text by itself. */
  private List<Diagnostic> alone(String name) {
    Optional<Shelf.Document> document = shelf.document(name);
    if (document.isEmpty()) {
      return List.of();
    }
    var findings = new Findings();
    findings.addAll(document.get().findings());
    document
        .get()
        .root()
        .ifPresent(
            root -> {
              findings.addAll(
                  SecondLook.at(
                      document.get().text().content(),
                      name,
                      root,
                      new TypesBeside(catalog, shelf, name)));
              if (document.get().kind() == DocumentKind.ENVIRONMENT) {
                new EnvironmentReader(name, findings).read(root);
                targets(document.get(), findings);
              }
            });
    return findings.sorted();
  }

  /** The templates of a registry must be there, whether or not anything uses them. */
  private void targets(Shelf.Document environment, Findings findings) {
    String name = environment.text().name();
    for (Mentions.Mention mention : environment.mentions()) {
      if (!mention.remote()
          && Names.isTemplate(mention.name())
          && Closure.found(shelf, name, mention.name()).isEmpty()) {
        findings.add(
            Diagnostic.error(
                    "missing-template",
                    "The template \"%s\" cannot be read.".formatted(mention.name()),
                    "resource_registry",
                    mention.at())
                .withHint("names start from the folder of the file they stand in"));
      }
    }
  }
}

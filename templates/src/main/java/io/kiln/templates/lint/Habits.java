package io.kiln.templates.lint;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Function;
import io.kiln.templates.function.Functions;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.Map;
import java.util.Optional;

/**
 * Finds calls that work but should be written otherwise: functions that later versions took away,
 * replacements of what does not occur, outputs without a value.
 */
final class Habits {

  /** What does the work of a function of the first versions. */
  private static final Map<String, String> SUCCESSORS =
      Map.of(
          "Ref", "get_param or get_resource",
          "Fn::GetAtt", "get_attr",
          "Fn::Join", "list_join",
          "Fn::Split", "str_split (from 2015-10-15 on)",
          "Fn::Replace", "str_replace",
          "Fn::Select", "the path of get_param or get_attr",
          "Fn::Base64", "the value itself, which it does not change",
          "Fn::MemberListToMap", "a json parameter",
          "Fn::GetAZs", "a parameter",
          "Fn::ResourceFacade", "resource_facade");

  private final Findings findings;

  Habits(Findings findings) {
    this.findings = findings;
  }

  void report(Node.Mapping root, DocumentKind kind) {
    if (kind == DocumentKind.HOT) {
      version(root)
          .ifPresent(
              version ->
                  Calls.in(
                      root,
                      "",
                      call -> {
                        deprecated(call, version);
                        replacement(call, version);
                      }));
    }
    outputs(root, kind);
  }

  private static Optional<HotVersion> version(Node.Mapping root) {
    return root.get("heat_template_version")
        .filter(Node.Scalar.class::isInstance)
        .flatMap(node -> HotVersion.of(((Node.Scalar) node).raw()));
  }

  private void deprecated(Calls.Call call, HotVersion version) {
    Function function = Functions.of(version).values().get(call.function());
    if (function == null || function.availability().removed().isEmpty()) {
      return;
    }
    String successor = SUCCESSORS.get(call.function());
    warn(
        "deprecated-function",
        "\"%s\" is gone from version %s on."
            .formatted(call.function(), function.availability().removed().get().date()),
        Optional.ofNullable(successor).map("use %s"::formatted),
        call.path(),
        call.entry().keyAt());
  }

  /** A key that the text does not hold is replaced nowhere. */
  private void replacement(Calls.Call call, HotVersion version) {
    if (!call.function().equals("str_replace")
        || !(call.argument() instanceof Node.Mapping map)
        || !(map.get("template").orElse(null)
            instanceof Node.Scalar(Value.Text(String template, _), _))
        || !(map.get("params").orElse(null) instanceof Node.Mapping params)
        || computed(params, version)) {
      return;
    }
    params
        .entries()
        .forEach(
            (key, entry) -> {
              if (!template.contains(key)) {
                warn(
                    "unused-replacement",
                    "The text to replace \"%s\" in does not hold it.".formatted(key),
                    Optional.of("correct one of the two, or take the replacement away"),
                    call.path() + ".str_replace.params",
                    entry.keyAt());
              }
            });
  }

  /** Whether a function gives the replacements. */
  private static boolean computed(Node.Mapping params, HotVersion version) {
    return params.entries().size() == 1
        && Functions.of(version).values().containsKey(params.entries().firstEntry().getKey());
  }

  private void outputs(Node.Mapping root, DocumentKind kind) {
    boolean hot = kind == DocumentKind.HOT;
    String section = hot ? "outputs" : "Outputs";
    String value = hot ? "value" : "Value";
    if (!(root.get(section).orElse(null) instanceof Node.Mapping outputs)) {
      return;
    }
    outputs
        .entries()
        .forEach(
            (name, entry) -> {
              if (entry.node() instanceof Node.Mapping output
                  && output.get(value).filter(Node::isNull).isPresent()) {
                warn(
                    "empty-output",
                    "Nothing can fill the output \"%s\": its value is null.".formatted(name),
                    Optional.of("give it a value, or take it away"),
                    "%s.%s.%s".formatted(section, name, value),
                    entry.keyAt());
              }
            });
  }

  private void warn(
      String code, String message, Optional<String> hint, String path, SourceSpan at) {
    findings.add(new Diagnostic(Diagnostic.Severity.WARNING, code, message, path, at, hint));
  }
}

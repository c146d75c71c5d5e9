package io.kiln.api.cfn.changeset;

import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.UUID;

/** What is in a change set, as one value that a store keeps. */
public final class ChangeSetDocument {

  private ChangeSetDocument() {}

  /** What a store keeps beside the document. */
  public record Head(
      UUID id, String project, UUID stack, String stackName, String name, Instant createdAt) {}

  /** All that the store need not know. */
  public static Value.MapOf of(ChangeSet set) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("description", Value.text(set.description()));
    map.put("source", of(set.source()));
    map.put("disable_rollback", Value.bool(set.disableRollback()));
    set.timeout().ifPresent(timeout -> map.put("timeout", Value.number(timeout.toSeconds())));
    map.put("facts", set.facts());
    set.refused().ifPresent(reason -> map.put("refused", Value.text(reason)));
    map.put("fingerprint", Value.text(set.fingerprint()));
    map.put("changes", set.changes());
    return Value.map(map);
  }

  /** The change set again. */
  public static ChangeSet set(
      Head head, Value.MapOf document, OptionalLong base, OptionalLong executed) {
    return new ChangeSet(
        head.id(),
        head.project(),
        head.stack(),
        head.stackName(),
        head.name(),
        document.get("description").toString(),
        head.createdAt(),
        source(map(document.get("source"))),
        document.get("disable_rollback") instanceof Value.Bool(boolean truth, _) && truth,
        document.get("timeout") instanceof Value.Num(BigDecimal seconds, _)
            ? Optional.of(Duration.ofSeconds(seconds.longValue()))
            : Optional.empty(),
        map(document.get("facts")),
        Optional.ofNullable(document.entries().get("refused")).map(Value::toString),
        base,
        document.get("fingerprint").toString(),
        document.get("changes") instanceof Value.ListOf changes
            ? changes
            : new Value.ListOf(List.of(), Mark.NONE),
        executed);
  }

  private static Value.MapOf of(StackSource source) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("template", Value.text(source.template()));
    map.put("name", Value.text(source.templateName()));
    SequencedMap<String, Value> files = new LinkedHashMap<>();
    source.files().forEach((name, text) -> files.put(name, Value.text(text)));
    map.put("files", Value.map(files));
    map.put(
        "environments", Value.list(source.environmentFiles().stream().map(Value::text).toList()));
    source.environment().ifPresent(text -> map.put("environment", Value.text(text)));
    map.put("parameters", Value.map(source.parameters()));
    return Value.map(map);
  }

  private static StackSource source(Value.MapOf map) {
    Map<String, String> files = new LinkedHashMap<>();
    map(map.get("files")).entries().forEach((name, text) -> files.put(name, text.toString()));
    List<String> environments =
        map.get("environments") instanceof Value.ListOf list
            ? list.items().stream().map(Value::toString).toList()
            : List.of();
    return new StackSource(
        map.get("template").toString(),
        map.get("name").toString(),
        files,
        environments,
        Optional.ofNullable(map.entries().get("environment")).map(Value::toString),
        map(map.get("parameters")).entries());
  }

  private static Value.MapOf map(Value value) {
    return value instanceof Value.MapOf map ? map : Value.MapOf.EMPTY;
  }
}

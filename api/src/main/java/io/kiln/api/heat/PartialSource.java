package io.kiln.api.heat;

import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * What a stack is made of when a request is laid over what it was made of before, as Heat's PATCH
 * does: the request's environment wins over all that was given before, its parameters over its
 * environment. The environments stay texts, in which a mistake has a place; one that is sent again
 * under its name with another text is laid over the text before, which is kept beside it.
 */
final class PartialSource {

  private static final String STRATEGIES = "parameter_merge_strategies";
  private static final String PARAMETERS = "parameters";
  private static final String DEFAULTS = "parameter_defaults";
  private static final String REGISTRY = "resource_registry";

  private final StackSource stored;
  private final StackRequest request;
  private final List<Layer> before;
  private final List<Layer> sent;

  /**
   * An environment by the name it has among the files.
   *
   * @param text empty for one that was named and not sent
   */
  private record Layer(String name, Optional<String> text) {

    Value.MapOf content() {
      return text.flatMap(it -> Texts.value(it, name)).orElse(Value.nothing())
              instanceof Value.MapOf map
          ? map
          : Value.MapOf.EMPTY;
    }

    Map<String, Value> section(String key) {
      return content().get(key) instanceof Value.MapOf map ? map.entries() : Map.of();
    }
  }

  PartialSource(StackSource stored, StackRequest request) {
    this.stored = stored;
    this.request = request;
    this.before = layers(stored.environmentFiles(), stored.environment(), this::known);
    this.sent =
        layers(
            request.environmentFiles(),
            request.environment(),
            name -> Optional.ofNullable(request.files().get(name)).or(() -> known(name)));
  }

  private List<Layer> layers(
      List<String> names, Optional<String> own, Function<String, Optional<String>> text) {
    return names.isEmpty()
        ? own.filter(it -> !it.isBlank()).stream()
            .map(it -> new Layer(ownName(), Optional.of(it)))
            .toList()
        : names.stream().map(name -> new Layer(name, text.apply(name))).toList();
  }

  /** What an environment is called that was sent by itself: a name that no other file has. */
  private String ownName() {
    int number = 1;
    while (isOrdinary("environment-" + number)) {
      number++;
    }
    return "environment-" + number;
  }

  private boolean isOrdinary(String name) {
    return !stored.environmentFiles().contains(name)
        && (request.files().containsKey(name) || stored.files().containsKey(name));
  }

  private Optional<String> known(String name) {
    return Optional.ofNullable(stored.files().get(name));
  }

  /**
   * The source.
   *
   * @param declared the names of the parameters that a source's template declares
   */
  StackSource source(Function<StackSource, Set<String>> declared) {
    List<Layer> all = laidOver();
    SequencedMap<String, String> files = new LinkedHashMap<>(stored.files());
    files.putAll(request.files());
    all.forEach(layer -> layer.text().ifPresent(text -> files.put(layer.name(), text)));
    StackSource bare =
        new StackSource(
            request.template().orElse(stored.template()),
            request.template().isPresent() ? request.templateName() : stored.templateName(),
            files,
            all.stream().map(Layer::name).toList(),
            Optional.empty(),
            Map.of());
    Set<String> kept = names(before, PARAMETERS);
    kept.addAll(stored.parameters().keySet());
    kept.removeAll(stored.forgotten());
    kept.removeAll(request.clearParameters());
    if (request.template().isPresent()) {
      kept.retainAll(declared.apply(bare));
    }
    Set<String> said = names(sent, PARAMETERS);
    Set<String> forgotten = names(before, PARAMETERS);
    forgotten.removeAll(kept);
    forgotten.removeAll(said);
    Map<String, Value> parameters = new LinkedHashMap<>(stored.parameters());
    parameters.keySet().retainAll(kept);
    parameters.keySet().removeAll(said);
    parameters.putAll(request.parameters());
    return new StackSource(
        bare.template(),
        bare.templateName(),
        files,
        bare.environmentFiles(),
        Optional.empty(),
        parameters,
        forgotten);
  }

  private static Set<String> names(List<Layer> layers, String section) {
    Set<String> names = new HashSet<>();
    layers.forEach(layer -> names.addAll(layer.section(section).keySet()));
    return names;
  }

  /** All environments in the order in which they are merged. */
  private List<Layer> laidOver() {
    List<Layer> all = new ArrayList<>(before);
    all.removeAll(sent);
    if (sent.stream().anyMatch(PartialSource::joins)) {
      all.replaceAll(this::freed);
    }
    for (Layer layer : sent) {
      all.stream()
          .filter(one -> one.name().equals(layer.name()))
          .findFirst()
          .ifPresent(old -> putAside(all, old));
      all.add(layer);
    }
    return all;
  }

  private static boolean joins(Layer layer) {
    return layer.content().entries().containsKey(STRATEGIES);
  }

  /**
   * What was said before, without what is said now: values that are sent join each other as their
   * files want, and never what a stack had.
   */
  private Layer freed(Layer layer) {
    SequencedMap<String, Value> content = new LinkedHashMap<>(layer.content().entries());
    boolean changed = false;
    for (String key : List.of(PARAMETERS, DEFAULTS)) {
      SequencedMap<String, Value> section = new LinkedHashMap<>(layer.section(key));
      if (section.keySet().removeAll(names(sent, key))) {
        content.put(key, Value.map(section));
        changed = true;
      }
    }
    return changed ? new Layer(layer.name(), Optional.of(Json.write(Value.map(content)))) : layer;
  }

  /** Gives an environment's name away, and joins it with the one that once had the same. */
  private void putAside(List<Layer> all, Layer old) {
    String aside = old.name() + " (before)";
    while (isOrdinary(aside)) {
      aside += "'";
    }
    String name = aside;
    Optional<Layer> older = all.stream().filter(one -> one.name().equals(name)).findFirst();
    Layer joined =
        older
            .map(one -> joined(one.content(), old.content()))
            .map(content -> new Layer(name, Optional.of(Json.write(content))))
            .orElse(new Layer(name, old.text()));
    older.ifPresent(all::remove);
    all.set(all.indexOf(old), joined);
  }

  /** Sections are joined name by name, mappings of types at every depth. */
  private static Value.MapOf joined(Value.MapOf under, Value.MapOf over) {
    SequencedMap<String, Value> sections = new LinkedHashMap<>(under.entries());
    over.entries()
        .forEach(
            (key, value) ->
                sections.merge(key, value, (old, now) -> joined(old, now, key.equals(REGISTRY))));
    return Value.map(sections);
  }

  private static Value joined(Value old, Value now, boolean deep) {
    if (!(old instanceof Value.MapOf lower) || !(now instanceof Value.MapOf upper)) {
      return now;
    }
    SequencedMap<String, Value> all = new LinkedHashMap<>(lower.entries());
    upper
        .entries()
        .forEach((key, value) -> all.merge(key, value, (o, n) -> deep ? joined(o, n, true) : n));
    return Value.map(all);
  }
}

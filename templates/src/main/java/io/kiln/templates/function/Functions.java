package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.source.Diagnostic;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Every function there is, and which version has which. */
public final class Functions {

  private static final List<Function> ALL =
      List.of(
          new Contains(),
          new Digest(),
          new Equals(),
          new Filter(),
          new FnBase64(),
          new FnGetAzs(),
          new FnMemberListToMap(),
          new FnReplace(),
          new FnSelect(),
          new GetFile(),
          new GetParam(),
          new GetResource(),
          new ListConcat(false),
          new ListConcat(true),
          new MakeUrl(),
          new MapMerge(),
          new MapReplace(),
          new Not(),
          ResourceFacade.resourceFacade(),
          ResourceFacade.fnResourceFacade(),
          new Ref(),
          StrSplit.fnSplit(),
          StrSplit.strSplit(),
          ListJoin.fnJoin(),
          new YaqlQuery(),
          GetAttr.withAttribute(),
          GetAttr.withOrWithoutAttribute(),
          If.withElse(),
          If.withOrWithoutElse(),
          ListJoin.ofOne(),
          ListJoin.ofSeveral(),
          Logic.and(),
          Logic.or(),
          Repeat.overLists(),
          Repeat.overMaps(),
          Repeat.withPermutations(),
          StrReplace.lax(),
          StrReplace.ofScalars(),
          StrReplace.strict(),
          StrReplace.veryStrict());

  private static final Map<HotVersion, Vocabulary> HOT = new EnumMap<>(HotVersion.class);

  static {
    Arrays.stream(HotVersion.values()).forEach(version -> HOT.put(version, vocabulary(version)));
  }

  private Functions() {}

  /** All functions of all versions, a name perhaps several times, for references and listings. */
  public static List<Function> all() {
    return ALL;
  }

  /** The functions of a HOT version. */
  public static Vocabulary of(HotVersion version) {
    return java.util.Objects.requireNonNull(HOT.get(version));
  }

  /** What the first version of HOT took over from CloudFormation, with Heat's meaning. */
  public static List<Function> fromCloudFormation() {
    return ALL.stream()
        .filter(function -> function.name().startsWith("Fn::") || function.name().equals("Ref"))
        .toList();
  }

  private static Vocabulary vocabulary(HotVersion version) {
    Map<String, Function> values = byName(function -> function.availability().inValues(version));
    Map<String, Function> conditions =
        byName(function -> function.availability().inConditions(version));
    return new HotVocabulary(version, values, conditions);
  }

  private static Map<String, Function> byName(Predicate<Function> which) {
    Map<String, Function> named = new TreeMap<>();
    ALL.stream()
        .filter(which)
        .forEach(
            function -> {
              if (named.put(function.name(), function) != null) {
                throw new IllegalStateException("two functions are called " + function.name());
              }
            });
    return Collections.unmodifiableMap(named);
  }

  private record HotVocabulary(
      HotVersion version, Map<String, Function> values, Map<String, Function> conditions)
      implements Vocabulary {

    @Override
    public Optional<Remark> remark(String key) {
      if (conditions.containsKey(key) || values.containsKey(key)) {
        return Optional.empty();
      }
      List<Function> named = ALL.stream().filter(function -> function.name().equals(key)).toList();
      if (named.stream().anyMatch(function -> function.availability().removedIn(version))) {
        return Optional.of(
            new Remark(
                Diagnostic.Severity.ERROR,
                "removed-function",
                "The function \"%s\" is not available in template version %s."
                    .formatted(key, version.date())));
      }
      return named.stream()
          .flatMap(function -> function.availability().since().stream())
          .min(HotVersion::compareTo)
          .map(
              since ->
                  new Remark(
                      Diagnostic.Severity.WARNING,
                      "function-too-new",
                      "\"%s\" is a function from version %s on; in %s it is a plain map."
                          .formatted(key, since.date(), version.date())));
    }
  }
}

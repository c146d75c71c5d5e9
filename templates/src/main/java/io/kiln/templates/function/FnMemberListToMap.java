package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code {Fn::MemberListToMap: [Name, Value, [".member.0.Name=key", ".member.0.Value=v"]]}} as
 * {@code {key: v}}.
 */
final class FnMemberListToMap implements ValueFunction {

  private static final String FORM = "[name key, value key, list of .member.N. texts]";
  private static final Pattern MEMBER =
      Pattern.compile("\\.member\\.([0-9]{1,6})\\.([^=]+)=(.*)", Pattern.DOTALL);

  @Override
  public String name() {
    return "Fn::MemberListToMap";
  }

  @Override
  public String summary() {
    return "A function to convert lists with enumerated keys and values to mapping.";
  }

  @Override
  public Availability availability() {
    return Availability.before(HotVersion.JUNO);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, FORM);
    if (parts.size() != 3) {
      throw new Mistake("Arguments to \"Fn::MemberListToMap\" must be of the form " + FORM);
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    Map<Integer, Map<String, String>> members = new TreeMap<>();
    for (Value item : site.list(parts.get(2), FORM)) {
      Matcher member = MEMBER.matcher(site.text(item, "Every member"));
      if (!member.matches()) {
        throw new Mistake("\"%s\" is not of the form .member.N.key=value".formatted(item));
      }
      members
          .computeIfAbsent(Integer.valueOf(member.group(1)), _ -> new LinkedHashMap<>())
          .put(member.group(2), member.group(3));
    }
    String nameKey = site.text(parts.get(0), "The name key");
    String valueKey = site.text(parts.get(1), "The value key");
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    members
        .values()
        .forEach(
            member -> {
              String name = member.get(nameKey);
              String value = member.get(valueKey);
              if (name != null && value != null) {
                map.put(name, Value.text(value));
              }
            });
    return site.secretly(Value.map(map), argument);
  }
}

package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What CloudFormation's clients say of a stack that means nothing to the engine, and want to hear
 * again.
 *
 * @param topics where they want to be told; kept, nobody is
 * @param role kept; none is assumed
 * @param createToken the token of the request that made the stack
 * @param token the token of the last request that changed it
 */
record Facts(
    SequencedMap<String, String> tags,
    List<String> topics,
    List<String> capabilities,
    Optional<String> role,
    Optional<String> createToken,
    Optional<String> token) {

  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final int MOST_TOPICS = 5;

  private static final Set<String> CAPABILITIES =
      Set.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");

  static final Facts NONE =
      new Facts(
          new LinkedHashMap<>(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  Facts {
    topics = List.copyOf(topics);
    capabilities = List.copyOf(capabilities);
  }

  /** What a request says, on top of what was said before. */
  static Facts of(Form form, Facts before) {
    List<String> capabilities = form.texts("Capabilities");
    capabilities.stream()
        .filter(capability -> !CAPABILITIES.contains(capability))
        .findFirst()
        .ifPresent(
            capability -> {
              throw Refused.invalid("Unknown capability: %s".formatted(capability));
            });
    List<String> topics =
        form.hasList("NotificationARNs") ? form.texts("NotificationARNs") : before.topics();
    if (topics.size() > MOST_TOPICS) {
      throw Refused.invalid("There may be %d NotificationARNs.".formatted(MOST_TOPICS));
    }
    return new Facts(
        form.hasList("Tags") ? tags(form) : before.tags(),
        topics,
        capabilities,
        form.text("RoleARN").or(before::role),
        before.createToken(),
        form.text("ClientRequestToken"));
  }

  /** The same, said when the stack was made. */
  Facts first() {
    return new Facts(tags, topics, capabilities, role, token, token);
  }

  /** The same, said again with another token. */
  Facts with(Optional<String> other) {
    return new Facts(tags, topics, capabilities, role, createToken, other.or(() -> token));
  }

  /** Whether clients would see another stack, though its resources are the same. */
  boolean differsFrom(Facts before) {
    return !tags.equals(before.tags()) || !topics.equals(before.topics());
  }

  private static SequencedMap<String, String> tags(Form form) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    for (Form tag : form.items("Tags")) {
      String key = tag.required("Key");
      String value = tag.sent("Value").orElse("");
      if (key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
        throw Refused.invalid(
            "A tag's key has at most %d characters, its value %d."
                .formatted(LONGEST_KEY, LONGEST_VALUE));
      }
      if (key.startsWith("aws:")) {
        throw Refused.invalid("Tag keys that start with aws: are reserved.");
      }
      if (tags.put(key, value) != null) {
        throw Refused.invalid("The tag %s is given twice.".formatted(key));
      }
    }
    if (tags.size() > MOST_TAGS) {
      throw Refused.invalid("There may be %d tags.".formatted(MOST_TAGS));
    }
    return tags;
  }

  /** As a store keeps it. */
  Value.MapOf value() {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    SequencedMap<String, Value> tagged = new LinkedHashMap<>();
    tags.forEach((key, text) -> tagged.put(key, Value.text(text)));
    map.put("tags", Value.map(tagged));
    map.put("topics", texts(topics));
    map.put("capabilities", texts(capabilities));
    role.ifPresent(text -> map.put("role", Value.text(text)));
    createToken.ifPresent(text -> map.put("createToken", Value.text(text)));
    token.ifPresent(text -> map.put("token", Value.text(text)));
    return Value.map(map);
  }

  /** What was kept. */
  static Facts of(Value.MapOf map) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    if (map.get("tags") instanceof Value.MapOf tagged) {
      tagged.entries().forEach((key, text) -> tags.put(key, text.toString()));
    }
    return new Facts(
        tags,
        texts(map.get("topics")),
        texts(map.get("capabilities")),
        text(map, "role"),
        text(map, "createToken"),
        text(map, "token"));
  }

  /** Puts it into an answer. */
  Fields shown(Fields fields) {
    return fields
        .texts("NotificationARNs", topics)
        .texts("Capabilities", capabilities)
        .text("RoleARN", role)
        .members(
            "Tags",
            List.copyOf(tags.entrySet()),
            tag -> new Fields().text("Key", tag.getKey()).text("Value", tag.getValue()));
  }

  private static Value texts(List<String> texts) {
    return Value.list(texts.stream().map(Value::text).toList());
  }

  private static List<String> texts(Value value) {
    return value instanceof Value.ListOf list
        ? list.items().stream().map(Value::toString).toList()
        : List.of();
  }

  private static Optional<String> text(Value.MapOf map, String key) {
    return Optional.ofNullable(map.entries().get(key)).map(Value::toString);
  }
}

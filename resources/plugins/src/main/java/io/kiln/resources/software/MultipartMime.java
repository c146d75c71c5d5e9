package io.kiln.resources.software;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Stable;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several configs in one message; see Heat's MultipartMime. A change makes another one. */
@ResourceType(
    value = "OS::Heat::MultipartMime",
    doc = "Puts several configs together in one MIME message, as cloud-init takes it.")
public final class MultipartMime
    implements Resource<MultipartMime.Properties, MultipartMime.Attributes> {

  private final SoftwareConfigs configs;
  private final ConfigKeeping keeping;

  /** Finds and stores configs here. */
  public MultipartMime(SoftwareConfigs configs) {
    this.configs = configs;
    this.keeping = new ConfigKeeping(configs);
  }

  /** The parts. */
  public record Properties(
      @Doc("What to put together.") @Default("[]") List<Part> parts,
      @Doc("The hook it is for.") @Default("\"Heat::Ungrouped\"") String group) {}

  /** One of them. */
  public record Part(
      @Doc("A text, or the id of a config.") Value.Text config,
      @Doc("What to call it in the message.") @Default("\"\"") String filename,
      @Doc("multipart: the config is a message itself, whose parts are taken.")
          @Default("\"text\"")
          @Allowed({"text", "multipart"})
          String type,
      @Doc("The kind of text, such as x-shellscript.") @Default("\"\"") String subtype) {}

  /** The message. */
  public record Attributes(@Doc("The message.") @Stable Value.Text config) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    boolean secret = false;
    List<MimePart> parts = new ArrayList<>();
    for (Part part : wanted.parts()) {
      Value text = text(part.config(), context);
      secret |= text.sensitive() || part.config().sensitive();
      String plain = text instanceof Value.Text(String known, _) ? known : Json.write(text);
      if (part.type().equals("multipart")) {
        parts.addAll(MimePart.within(plain));
      } else {
        parts.add(MimePart.of(plain, part.subtype(), part.filename()));
      }
    }
    Value.Text message =
        (Value.Text)
            Value.text(MimePart.message(parts, context.random()))
                .marked(Value.nothing().mark().with(secret));
    String id =
        keeping.keep(wanted.group(), message, List.of(), List.of(), Value.MapOf.EMPTY, context);
    return new Progress.Done<>(id, new Attributes(message));
  }

  /** What the id of a config stands for; any other text stands for itself. */
  private Value text(Value.Text config, Context context) {
    return Optional.of(config.value())
        .filter(id -> id.length() == 36)
        .flatMap(id -> configs.find(context.stack().project(), id))
        .map(StoredConfig::config)
        .orElse(config);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    keeping.remove(context);
    return new Progress.Gone<>();
  }
}

package io.kiln.resources.group;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** A stack of a template that is a text; see Heat's Stack, here in the same place only. */
@ResourceType(
    value = "OS::Heat::Stack",
    doc = "A stack within the stack, of a template given as a text. Other regions are refused.")
public final class HeatStack implements Group<HeatStack.Properties, HeatStack.Attributes> {

  /** What to make. */
  public record Properties(
      @Doc("The template's text.") @Updatable Value.Text template,
      @Doc("Values for its parameters.") @Default("{}") @Updatable Value.MapOf parameters,
      @Doc("Minutes; the whole tree has one time, that of its root.") @Range(min = 1) @Updatable
          Optional<Long> timeout,
      @Doc("Where else to make it: refused, since this is done here.")
          Optional<Elsewhere> context) {}

  /** Another region or cloud. */
  public record Elsewhere(
      @Doc("The region.") Optional<String> regionName,
      @Doc("Who to be there.") Optional<String> credentialSecretId,
      @Doc("Whom to trust there.") Optional<String> caCert,
      @Doc("Whether to trust anybody.") @Default("false") boolean insecure) {}

  /** What it gives. */
  public record Attributes(
      @Doc("The stack's name.") Value stackName, @Doc("Its outputs by name.") Value outputs) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    boolean elsewhere =
        wanted
            .context()
            .filter(
                place -> place.regionName().isPresent() || place.credentialSecretId().isPresent())
            .isPresent();
    if (elsewhere) {
      return new Unfolded.Refused(
          "context: a stack in another region or cloud is not made from here; leave context out");
    }
    return Unfolded.Now.atOnce(
        new Content.Text(wanted.template().value(), wanted.parameters().entries()));
  }

  @Override
  public Value attribute(String name, Members members) {
    return switch (name) {
      case "stack_name" -> Value.text(members.stackName());
      case "outputs" -> members.outputs();
      default -> Value.nothing();
    };
  }

  @Override
  public boolean spreads(String attribute) {
    return false;
  }
}

package io.kiln.resources.group;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.util.Optional;

/**
 * A stack of a template that was sent along, or that a server fetched when the request came; the
 * engine fetches nothing.
 */
@ResourceType(
    value = "AWS::CloudFormation::Stack",
    doc = "A stack within the stack, of a template among the files sent, by the URL it has there.",
    anyAttribute = true)
public final class CloudFormationStack
    implements Group<CloudFormationStack.Properties, CloudFormationStack.Attributes> {

  private static final String OUTPUT = "Outputs.";

  /** What to make. */
  public record Properties(
      @Doc("The name of the template among the files sent; it is not fetched.")
          @Name("TemplateURL")
          @Updatable
          String templateUrl,
      @Doc("Values for its parameters.") @Name("Parameters") @Default("{}") @Updatable
          Value.MapOf parameters,
      @Doc("Minutes; the whole tree has one time, that of its root.")
          @Name("TimeoutInMinutes")
          @Range(min = 1)
          @Updatable
          Optional<Long> timeoutInMinutes) {}

  /** What it gives. */
  public record Attributes(
      @Doc("Its outputs by name; Outputs.NAME gives one.") @Name("Outputs") Value outputs) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    return Unfolded.Now.atOnce(
        new Content.File(wanted.templateUrl(), wanted.parameters().entries()));
  }

  @Override
  public Value attribute(String name, Members members) {
    if (name.equals("Outputs")) {
      return members.outputs();
    }
    // CloudFormation's own language takes "Outputs." off, as of any nested stack's; Heat's does
    // not.
    return members.outputs().get(name.startsWith(OUTPUT) ? name.substring(OUTPUT.length()) : name);
  }

  @Override
  public boolean spreads(String attribute) {
    return false;
  }
}

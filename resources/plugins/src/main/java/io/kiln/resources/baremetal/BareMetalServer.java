package io.kiln.resources.baremetal;

import io.kiln.resources.baremetal.ServerStage.Allocating;
import io.kiln.resources.baremetal.ServerStage.Releasing;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A server on bare metal: a node that Ironic allocates and deploys. A change of image, config drive
 * or deploy steps deploys the same node anew; any other change means another node.
 */
@ResourceType(
    value = "Kiln::BareMetalServer",
    aliases = {"BareMetalServer"},
    doc =
        "A server on bare metal: Ironic chooses a node by resource class, traits and capabilities"
            + " and deploys the image to it. Complete when the node is active.",
    updatesFailed = true)
public final class BareMetalServer implements Resource<ServerProperties, ServerAttributes> {

  private final Ironic ironic;

  /** Asks this Ironic. */
  public BareMetalServer(Ironic ironic) {
    this.ironic = ironic;
  }

  @Override
  public Progress<ServerAttributes> create(ServerProperties wanted, Context context) {
    return provision(wanted, context, false, false);
  }

  @Override
  public Progress<ServerAttributes> update(
      Existing<ServerProperties, ServerAttributes> existing,
      ServerProperties wanted,
      Context context) {
    boolean altered =
        context.converging()
            && context.checkpoint().isEmpty()
            && new Sighting(new IronicStep(ironic, wanted, context), power(existing))
                .carriesAnother();
    boolean lit = power(existing).filter(Node.POWER_ON::equals).isPresent();
    return provision(wanted, context, altered || rebuilds(existing, wanted), lit);
  }

  /** Its node is active, switched on, and carries the instance it was given. */
  @Override
  public Progress<ServerAttributes> check(
      Existing<ServerProperties, ServerAttributes> existing, Context context) {
    return sighting(existing, context).check();
  }

  @Override
  public Observation observe(
      Existing<ServerProperties, ServerAttributes> existing, Context context) {
    return sighting(existing, context).look();
  }

  /** A node by its UUID or name, whoever deployed it. */
  @Override
  public Progress<ServerAttributes> adopt(String externalId, Value.MapOf given, Context context) {
    String path = "/v1/nodes/" + Query.encode(externalId) + "?fields=" + Node.FIELDS;
    return switch (ironic.call(Ironic.Method.GET, path, Optional.empty())) {
      case IronicAnswer.Ok(_, Value.MapOf shown) -> {
        Node node = new Node(shown);
        yield new Progress.Done<>(
            externalId, ServerAttributes.of(node, node.text("instance_uuid").orElse("")));
      }
      case IronicAnswer.Refused refused ->
          new Progress.Failed<>(
              Optional.of(externalId), "Ironic refused: " + refused.message(), false);
      case IronicAnswer.Unreachable(String why) ->
          new Progress.Failed<>(Optional.of(externalId), why, true);
    };
  }

  private Sighting sighting(
      Existing<ServerProperties, ServerAttributes> existing, Context context) {
    return new Sighting(new IronicStep(ironic, existing.properties(), context), power(existing));
  }

  private static Optional<String> power(Existing<ServerProperties, ServerAttributes> existing) {
    return existing.attributes().flatMap(ServerAttributes::powerState);
  }

  @Override
  public Progress<ServerAttributes> delete(
      Existing<ServerProperties, ServerAttributes> existing, Context context) {
    if (existing.properties().onDelete().equals("keep")) {
      return new Progress.Gone<>();
    }
    IronicStep step = new IronicStep(ironic, existing.properties(), context);
    return new Release(step).take(step.stage().orElse(new Releasing(0)));
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<ServerProperties, ServerAttributes>> existing,
      Optional<ServerProperties> wanted,
      Context context) {
    String name =
        wanted
            .or(() -> existing.map(Existing::properties))
            .flatMap(ServerProperties::name)
            .orElseGet(() -> context.physicalName(255));
    if (existing.isEmpty()) {
      return List.of(effect(Effect.Verb.CREATE, name, "the server is new"));
    }
    if (wanted.isEmpty()) {
      return existing.get().properties().onDelete().equals("keep")
          ? List.of()
          : List.of(effect(Effect.Verb.DELETE, name, "the server is deleted"));
    }
    return rebuilds(existing.get(), wanted.get())
        ? List.of(effect(Effect.Verb.UPDATE, name, "its node is deployed anew: all it has is lost"))
        : List.of();
  }

  /** What was never complete is deployed again, whatever it has by now. */
  private static boolean rebuilds(
      Existing<ServerProperties, ServerAttributes> existing, ServerProperties wanted) {
    return existing.attributes().isEmpty() || existing.properties().needsRebuild(wanted);
  }

  private Progress<ServerAttributes> provision(
      ServerProperties wanted, Context context, boolean rebuild, boolean lit) {
    IronicStep step = new IronicStep(ironic, wanted, context);
    return new Provisioning(step, lit).take(step.stage().orElse(new Allocating(rebuild, 0)));
  }

  private static Effect effect(Effect.Verb verb, String name, String because) {
    return new Effect(verb, "bare metal server", name, "", because);
  }
}

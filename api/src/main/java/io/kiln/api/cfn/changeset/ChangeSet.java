package io.kiln.api.cfn.changeset;

import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * An update, or a stack to be, as it was worked out when somebody asked.
 *
 * @param stack the id of the stack, or the one it will have
 * @param source what the revision will be made of
 * @param facts what goes into the stack's settings with it
 * @param refused why it can never be executed; empty when it can
 * @param base the revision of the stack that it was worked out against; empty for a stack to be
 * @param fingerprint of the plan: what is executed has the same or is refused
 * @param changes the plan in CloudFormation's words, ready to be shown
 * @param executed the revision that came of it; empty as long as it was not executed
 */
public record ChangeSet(
    UUID id,
    String project,
    UUID stack,
    String stackName,
    String name,
    String description,
    Instant createdAt,
    StackSource source,
    boolean disableRollback,
    Optional<Duration> timeout,
    Value.MapOf facts,
    Optional<String> refused,
    OptionalLong base,
    String fingerprint,
    Value.ListOf changes,
    OptionalLong executed) {

  /** How many a stack keeps: the oldest that can be executed no more go first. */
  public static final int MOST = 100;

  /** Whether it makes a stack that there is not yet. */
  public boolean creates() {
    return base.isEmpty();
  }

  /** Whether it waits to be executed. */
  public boolean isOpen() {
    return refused.isEmpty() && executed.isEmpty();
  }

  /** How clients name it for good; beside {@code StackIdentity#arn}. */
  public String arn() {
    return "arn:openstack:heat::%s:changeSet/%s/%s".formatted(project, name, id);
  }
}

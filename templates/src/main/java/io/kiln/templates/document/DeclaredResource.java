package io.kiln.templates.document;

import io.kiln.templates.expression.Expr;
import io.kiln.templates.source.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * A resource as written.
 *
 * @param at where its name stands
 * @param typeAt where its type stands
 * @param properties a map, or a function that gives one
 * @param updatePolicy how a group's members follow an update; a type reads it
 * @param creationPolicy what has to be heard before the resource counts as made (CloudFormation)
 * @param replacePolicy what becomes of the outside thing when another takes its place
 * @param keys the places of property names, for findings about the names
 */
public record DeclaredResource(
    String name,
    SourceSpan at,
    String type,
    SourceSpan typeAt,
    Expr properties,
    PropertyKeys keys,
    Optional<Expr> metadata,
    List<Name> dependsOn,
    Optional<Expr> updatePolicy,
    Optional<Expr> creationPolicy,
    Optional<Expr> deletionPolicy,
    Optional<Expr> replacePolicy,
    Optional<Expr> externalId,
    Optional<Expr> condition,
    String description) {

  public DeclaredResource {
    dependsOn = List.copyOf(dependsOn);
  }

  /** A name and its place. */
  public record Name(String text, SourceSpan at) {}
}

package io.kiln.templates.model;

import io.kiln.templates.source.SourceSpan;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One resource as a template declares it, whatever the dialect.
 *
 * @param type as written, before the environment's registry is asked
 * @param at where its name stands
 * @param requires the resources of the same template it names: by {@code depends_on} or by
 *     reference, dynamic ones included
 * @param replacePolicy what becomes of the outside thing when another takes its place; when the
 *     dialect does not tell, the deletion policy says it
 */
public record ResourceDefinition(
    String name,
    String type,
    SourceSpan at,
    SortedSet<String> requires,
    DeletionPolicy deletionPolicy,
    Optional<DeletionPolicy> replacePolicy,
    Optional<String> externalId,
    String description) {}

package io.kiln.templates.model;

import io.kiln.templates.source.SourceSpan;
import java.util.Optional;

/**
 * One output as a template declares it.
 *
 * @param exportName what other stacks may import it by (CloudFormation); empty when it is not
 *     exported, or when the name is not known yet
 */
public record OutputDefinition(
    String name, String description, SourceSpan at, Optional<String> exportName) {}

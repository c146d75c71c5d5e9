package io.kiln.templates.model;

import io.kiln.templates.source.SourceSpan;

/** One output as a template declares it. */
public record OutputDefinition(String name, String description, SourceSpan at) {}

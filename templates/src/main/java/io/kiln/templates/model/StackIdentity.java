package io.kiln.templates.model;

/**
 * Who a stack is, for pseudo parameters and names.
 *
 * @param id the stack's UUID, empty before it is stored (a preview)
 */
public record StackIdentity(String project, String name, String id) {}

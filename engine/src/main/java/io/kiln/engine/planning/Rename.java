package io.kiln.engine.planning;

/**
 * One resource under two names: what the template called {@code from} it calls {@code to} by now.
 * It holds in both directions, so that to go back to an earlier template is no replacement either.
 */
public record Rename(String from, String to) {}

package io.kiln.hooks.agent.runtime;

/**
 * What an engine says about itself.
 *
 * @param kind as in {@code HostStatus}: docker or simulated
 * @param liveRestore containers outlive a restart of the engine
 */
public record EngineInfo(
    String kind, String version, boolean liveRestore, int cpus, long memoryBytes) {}

package io.kiln.hooks.agent;

/** Which build of the agent this is. */
final class AgentVersion {

  private AgentVersion() {}

  static String current() {
    String version = AgentVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

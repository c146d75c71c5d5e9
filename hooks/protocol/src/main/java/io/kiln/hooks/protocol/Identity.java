package io.kiln.hooks.protocol;

/**
 * Whose a container is; with the host it runs on this names it for good, whatever it is called.
 *
 * @param stackId the id of the (nested) stack that declares the resource
 * @param stackName its name, for people who look at the container's labels
 * @param resourcePath the address of the resource in the tree, for people as well
 * @param resourceId the id of the resource; a replaced resource has another one
 */
public record Identity(String stackId, String stackName, String resourcePath, String resourceId) {

  public Identity {
    if (stackId.isBlank() || resourceId.isBlank()) {
      throw new IllegalArgumentException("an identity needs a stack id and a resource id");
    }
  }

  /** Equal for everything that is the same container on a host; stack and path names may change. */
  public String key() {
    return stackId + "/" + resourceId;
  }
}
